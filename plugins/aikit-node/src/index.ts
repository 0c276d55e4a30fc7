/**
 * What backends and their modules share: how clusters and the AIKit backend
 * are reached, what state workloads are in, and what a namespace's policy
 * allows.
 *
 * @packageDocumentation
 */
export * from './client';
export * from './clusters';
export * from './policy';
export * from './status';
