import { Finding } from '@aikit-backstage/plugin-aikit-common';
import { WorkloadJudgement, workloadStatus } from '../status/workloadStatus';
import { NOW } from './meta';
import { anObservation, ObservationParts } from './objects';

/** Judges an observation of which only this is out of the ordinary. */
export function judgementOf(parts: ObservationParts): WorkloadJudgement {
  return workloadStatus(anObservation(parts), {
    clusterState: 'live',
    now: NOW,
  });
}

/** What is found in it. */
export function findingsIn(parts: ObservationParts): Finding[] {
  return judgementOf(parts).status.findings;
}
