export { startControlPlane } from './controlPlane';
export type { ControlPlane, ControlPlaneOptions } from './controlPlane';
export type { ApiRequest } from './auditLog';
export type { PodStages } from './kwok';
export { missingParts } from './binaries';
export { httpsGet } from './httpsGet';
export { poll } from './poll';
export { SUITE_RBAC_FILE } from './suiteAccount';
export type { ServiceAccount } from './suiteAccount';
