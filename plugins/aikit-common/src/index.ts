/**
 * What both sides of the wire share: values, presets, renderer and contract.
 * Pure functions, no I/O.
 *
 * @packageDocumentation
 */
export * from './accelerators';
export * from './api';
export * from './policy';
export * from './presets';
export { plainText } from './quantities/characters';
export { canonicalQuantity, parseQuantity } from './quantities/quantity';
export * from './render';
export { AIKIT_MODELS, aikitModelOf, type AikitModel } from './sizing/models';
export * from './values';
