import { Finding } from '../api/workloads';
import { WorkloadObservation } from '../cluster/observed';
import { workloadStatus } from '../health/workloadStatus';
import { NOW } from './meta';
import { anObservation } from './objects';

/** What is found in an observation of which only this is out of the ordinary. */
export function findingsIn(overrides: Partial<WorkloadObservation>): Finding[] {
  return workloadStatus(anObservation(overrides), {
    clusterState: 'live',
    now: NOW,
  }).findings;
}
