// A module of its own, so that an app can load it later than the plugin.
export { AikitClient } from '@aikit-backstage/plugin-aikit-common';
