/**
 * A cluster to test on: simulated, or a real control plane.
 *
 * @packageDocumentation
 */
export * from './controlPlane';
export * from './requestsForUsers';
export * from './simulator';
export * from './target';
