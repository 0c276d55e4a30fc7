/**
 * How backend code reaches clusters and the AIKit backend.
 *
 * @packageDocumentation
 */
export * from './client';
export * from './clusters';
