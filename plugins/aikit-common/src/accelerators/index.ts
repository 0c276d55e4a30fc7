export { clusterAccelerators, freeAccelerators } from './capacity';
export {
  acceleratorsOf,
  effectiveAccelerators,
  type PodResources,
} from './effective';
export { isAccelerator } from './resources';
export { workloadAccelerators } from './usage';
