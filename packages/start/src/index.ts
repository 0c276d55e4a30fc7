/**
 * Starts the portal of this repository, for `npm start` and for tests.
 *
 * @packageDocumentation
 */
export * from './config';
export * from './portal';
export * from './ports';
