export { clusterAccelerators, freeAccelerators } from './capacity';
export { fitAccelerators, type AcceleratorFit, type PodDemand } from './fit';
export type { NodeChoice, PodToleration } from './nodeChoice';
export { workloadAccelerators } from './usage';
