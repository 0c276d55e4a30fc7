/**
 * What backends and their modules share: how clusters and the AIKit backend
 * are reached, what state workloads are in, what a namespace's policy allows,
 * what permissions are decided by, and time.
 *
 * @packageDocumentation
 */
export {
  type AikitRequests,
  type AikitService,
  aikitServiceRef,
} from './client/AikitService';
export * from './clusters';
export * from './permissions/aikitPermissionPolicy';
export * from './permissions/Ownership';
export * from './permissions/places';
export * from './policy/podSecurity';
export * from './status';
export * from './time';
