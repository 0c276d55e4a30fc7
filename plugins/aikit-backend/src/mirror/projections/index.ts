export { observedEvent } from './event';
export { LWS_NAME_LABEL } from './metadata';
export { observedNode } from './node';
export { observedPod } from './pod';
export { observedReplicaSet, observedStatefulSet } from './podSet';
export { observedDeployment, observedLeaderWorkerSet } from './workload';
