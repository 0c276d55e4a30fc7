export { clusterAccelerators, freeAccelerators } from './capacity';
export {
  acceleratorsOf,
  effectiveAccelerators,
  type PodResources,
} from './effective';
export { fitAccelerators, type AcceleratorFit, type PodDemand } from './fit';
export type { NodeChoice, PodToleration } from './nodeChoice';
export { isAccelerator } from './resources';
export { workloadAccelerators } from './usage';
