/**
 * A real Kubernetes control plane, for tests and for `npm start`.
 *
 * @packageDocumentation
 */
export * from './control-plane';
export * from './appConfig';
export * from './describeWithControlPlane';
export * from './developmentCluster';
