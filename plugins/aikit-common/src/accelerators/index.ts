export {
  acceleratorsOf,
  addCounts,
  effectiveAccelerators,
  type DeviceCounts,
  type PodResources,
} from './effective';
export { isAccelerator } from './resources';
