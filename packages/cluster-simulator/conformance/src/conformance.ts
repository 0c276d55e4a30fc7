import { applyingChecks } from './checks/applying';
import { autoscalingChecks } from './checks/autoscaling';
import { creatingChecks } from './checks/creating';
import { customResourceChecks } from './checks/customResources';
import { deletingChecks } from './checks/deleting';
import { deploymentChecks } from './checks/deployments';
import { eventChecks } from './checks/events';
import { lwsGroupChecks } from './checks/lwsGroups';
import { lwsOutageChecks } from './checks/lwsOutage';
import { lwsPlacementChecks } from './checks/lwsPlacement';
import { lwsRestartChecks } from './checks/lwsRestart';
import { lwsRolloutChecks } from './checks/lwsRollout';
import { lwsServiceChecks } from './checks/lwsServices';
import { lwsStatusChecks } from './checks/lwsStatus';
import { lwsValidationChecks } from './checks/lwsValidation';
import { newWorkloadChecks } from './checks/newWorkloads';
import { patchingChecks } from './checks/patching';
import { podChecks } from './checks/pods';
import { readingChecks } from './checks/reading';
import { replacingChecks } from './checks/replacing';
import { replicaSetChecks } from './checks/replicaSets';
import { scalingChecks } from './checks/scaling';
import { schedulingChecks } from './checks/scheduling';
import { servingChecks } from './checks/serving';
import { statefulSetChecks } from './checks/statefulSets';
import { watchingChecks } from './checks/watching';
import { GetTarget } from '@aikit-backstage/test-target';

const AREAS = {
  'the server': servingChecks,
  reads: readingChecks,
  watches: watchingChecks,
  creation: creatingChecks,
  'new workloads': newWorkloadChecks,
  replacement: replacingChecks,
  patches: patchingChecks,
  'server-side apply': applyingChecks,
  scales: scalingChecks,
  deletion: deletingChecks,
  'custom resources': customResourceChecks,
  'the event API': eventChecks,
  Deployments: deploymentChecks,
  ReplicaSets: replicaSetChecks,
  StatefulSets: statefulSetChecks,
  autoscaling: autoscalingChecks,
  pods: podChecks,
  scheduling: schedulingChecks,
  'LWS groups': lwsGroupChecks,
  'LWS Services': lwsServiceChecks,
  'LWS status': lwsStatusChecks,
  'LWS rollouts': lwsRolloutChecks,
  'LWS restarts': lwsRestartChecks,
  'LWS placement': lwsPlacementChecks,
  'LWS validation': lwsValidationChecks,
  'LWS outages': lwsOutageChecks,
};

/**
 * Declares all checks. The target has the nodes of `surroundings.ts`, and
 * nothing else that asks for GPUs.
 */
export function conformanceChecks(target: GetTarget) {
  describe.each(Object.entries(AREAS))('%s', (_area, checks) => {
    checks(target);
  });
}
