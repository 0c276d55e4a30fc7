/**
 * What every part of AIKit for Backstage leans on: values, renderer, health
 * and wire contract. Pure functions, no I/O.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './cluster';
