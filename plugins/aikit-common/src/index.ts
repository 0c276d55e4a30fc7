/**
 * What both sides of the wire share: values, presets, renderer and contract.
 * Pure functions, no I/O.
 *
 * @packageDocumentation
 */
export * from './accelerators';
export * from './api';
export * from './presets';
export * from './render';
export * from './values';
