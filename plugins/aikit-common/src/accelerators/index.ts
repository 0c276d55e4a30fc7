export { addCounts, type DeviceCounts } from './counts';
export {
  acceleratorsOf,
  effectiveAccelerators,
  type PodResources,
} from './effective';
export { isAccelerator } from './resources';
