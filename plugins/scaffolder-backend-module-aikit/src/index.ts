/**
 * Template actions that render, deploy and remove AIKit workloads.
 *
 * @packageDocumentation
 */
export { scaffolderModuleAikit as default } from './module';
