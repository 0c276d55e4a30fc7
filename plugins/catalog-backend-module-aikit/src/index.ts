/**
 * Running AIKit workloads as catalog components.
 *
 * @packageDocumentation
 */
export { catalogModuleAikit as default } from './module';
