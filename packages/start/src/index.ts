/**
 * Starts the portal of this repository, for `npm start` and for tests.
 *
 * @packageDocumentation
 */
export * from './portal/config';
export * from './portal/portal';
export * from './portal/ports';
