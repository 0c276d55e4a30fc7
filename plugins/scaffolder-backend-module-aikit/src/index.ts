/**
 * Template actions that render, deploy and remove AIKit workloads.
 *
 * @packageDocumentation
 */
export { scaffolderAikit as default } from './module';
