import { NOW } from '../../testUtils/meta';
import { aGroupPod, unschedulable } from '../../testUtils/pods';
import { WorkloadObservation } from '../observed/observed';
import { workloadStatus, WorkloadStatusOptions } from '../workloadStatus';

/** Judges an observation as of now, in a cluster that is reached. */
export function judge(
  observation: WorkloadObservation,
  options: Partial<WorkloadStatusOptions> = {},
) {
  return workloadStatus(observation, {
    clusterState: 'live',
    now: NOW,
    ...options,
  });
}

/** Leader and worker of a group, both ready. */
export function readyGroup(group: number) {
  return [aGroupPod(group, 0), aGroupPod(group, 1)];
}

/** Why the scheduler finds no node: no accelerator is free. */
export const unplaced = unschedulable(
  '0/1 nodes are available: 1 Insufficient nvidia.com/gpu.',
);
