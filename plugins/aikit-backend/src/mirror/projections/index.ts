export { observedEvent } from './event';
export { LWS_NAME_LABEL } from './metadata';
export { observedNode } from './node';
export { observedPod } from './pod';
export {
  type LeaderWorkerSet,
  observedDeployment,
  observedLeaderWorkerSet,
  observedReplicaSet,
  observedStatefulSet,
} from './workload';
