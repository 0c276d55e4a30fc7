import { GroupStatus } from '@aikit-backstage/plugin-aikit-common';
import { ObservationContext } from './context';
import { deploymentGroups } from './deploymentGroups';
import { leaderWorkerSetGroups } from './leaderWorkerSetGroups';

/** Groups of a workload, desired ones first. */
export function workloadGroups(context: ObservationContext): GroupStatus[] {
  return context.observation.workload.kind === 'Deployment'
    ? deploymentGroups(context)
    : leaderWorkerSetGroups(context);
}
