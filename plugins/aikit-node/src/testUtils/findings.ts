import { Finding } from '@aikit-backstage/plugin-aikit-common';
import { WorkloadObservation } from '../status/observed/observed';
import { workloadStatus } from '../status/workloadStatus';
import { NOW } from './meta';
import { anObservation } from './objects';

/** What is found in an observation of which only this is out of the ordinary. */
export function findingsIn(overrides: Partial<WorkloadObservation>): Finding[] {
  return workloadStatus(anObservation(overrides), {
    clusterState: 'live',
    now: NOW,
  }).findings;
}
