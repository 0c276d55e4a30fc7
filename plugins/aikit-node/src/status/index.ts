export { clusterAccelerators, freeAccelerators } from './accelerators/capacity';
export {
  fitAccelerators,
  type AcceleratorFit,
  type PodDemand,
} from './accelerators/fit';
export type { NodeChoice, PodToleration } from './accelerators/nodeChoice';
export { workloadAccelerators } from './accelerators/usage';
export { blocksProgress } from './diagnosis/diagnose';
export * from './observed/observed';
export { groupKey, podsIn } from './observed/labels';
export {
  workloadStatus,
  type WorkloadJudgement,
  type WorkloadStatusOptions,
} from './workloadStatus';
