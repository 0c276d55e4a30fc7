/**
 * How backend code reaches clusters and the AIKit backend.
 *
 * @packageDocumentation
 */
export * from './client/types';
export * from './clusters/types';
