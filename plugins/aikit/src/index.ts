/**
 * Cards that show AIKit workloads: leaders, workers and accelerators. For the
 * new frontend system; an app on the old one takes `/legacy`.
 *
 * @packageDocumentation
 */
export { aikitPlugin as default } from './plugin';
export * from './api';
export { aikitTranslationRef } from './translation';
