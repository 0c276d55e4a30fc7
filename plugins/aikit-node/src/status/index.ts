export {
  clusterAccelerators,
  fitAccelerators,
  freeAccelerators,
  workloadAccelerators,
  type AcceleratorFit,
  type NodeChoice,
  type PodDemand,
  type PodToleration,
} from './accelerators';
export { blocksProgress } from './diagnosis/diagnose';
export * from './observed/observed';
export { groupKey, podsIn } from './observed/place';
export {
  workloadStatus,
  type WorkloadJudgement,
  type WorkloadStatusOptions,
} from './workloadStatus';
