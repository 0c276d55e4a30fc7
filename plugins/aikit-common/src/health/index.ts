export {
  nextDeadline,
  workloadStatus,
  type WorkloadStatusOptions,
} from './workloadStatus';
