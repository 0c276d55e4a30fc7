/**
 * Watches clusters and serves the state of AIKit workloads.
 *
 * @packageDocumentation
 */
export { aikitPlugin as default } from './plugin';
