export { ClusterMirrors } from './mirrors';
export type { ClusterMirrorsOptions } from './mirrors';
export type {
  ClusterMirror,
  MirrorChange,
  Mirrors,
  WorkloadKey,
} from './types';
