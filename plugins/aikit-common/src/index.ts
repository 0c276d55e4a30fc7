/**
 * What every part of AIKit for Backstage leans on: values, renderer, health
 * and wire contract. Pure functions, no I/O.
 *
 * @packageDocumentation
 */
export * from './accelerators';
export * from './api';
export * from './changes';
export * from './cluster';
export * from './diagnosis';
export * from './health';
export * from './layouts';
export * from './policy';
export * from './presets';
export * from './render';
export * from './values';
