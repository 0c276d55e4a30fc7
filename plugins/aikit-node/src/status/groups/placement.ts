import { isAccelerator } from '@aikit-backstage/plugin-aikit-common';
import { ObservedNode, ObservedPod } from '../observed/observed';
import { ObservationContext } from './context';
import {
  insufficientResources,
  namedTaints,
  parseSchedulerMessage,
  SchedulerVerdict,
} from './schedulerMessage';

/** What keeps a pod from getting a node, in the scheduler's view. */
export type PlacementCause =
  | 'gated'
  | 'accelerators'
  | 'resources'
  | 'taints'
  | 'node-affinity'
  | 'pod-affinity'
  | 'other';

export interface PlacementProblem {
  cause: PlacementCause;
  /** The scheduler's own words. */
  message: string;
  /** Accelerators or other resources that nodes have too little of. */
  lacking: string[];
  /** Taints in the way, as `key` or `key=value`, as far as they are known. */
  taints: string[];
}

/** Taints that Kubernetes itself puts on nodes say nothing on the workload. */
const OWN_TAINT = /^node(-role)?\.(kubernetes\.io|cloudprovider\.)/;

/**
 * Why the scheduler has not placed a pod; undefined when it has, and while it
 * has not said anything.
 *
 * A node without the accelerator counts as `Insufficient` for the scheduler
 * just as a full one. So where a node has room for the pod, what keeps it from
 * that node is the cause, and not the lack elsewhere.
 */
export function placementProblem(
  pod: ObservedPod,
  context: ObservationContext,
): PlacementProblem | undefined {
  if (pod.nodeName !== undefined) {
    return undefined;
  }
  const scheduled = pod.conditions.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'SchedulingGated') {
    return problem('gated', scheduled.message);
  }
  const message =
    (scheduled?.status === 'False' && scheduled.message) ||
    context.observation
      .eventsAbout(pod.uid)
      .find(({ reason }) => reason === 'FailedScheduling')?.message;
  if (!message) {
    return undefined;
  }
  const verdict = parseSchedulerMessage(message);
  return verdict
    ? judge(pod, context, verdict, message)
    : problem('other', message);
}

function problem(cause: PlacementCause, message: string): PlacementProblem {
  return { cause, message, lacking: [], taints: [] };
}

function judge(
  pod: ObservedPod,
  context: ObservationContext,
  verdict: SchedulerVerdict,
  message: string,
): PlacementProblem {
  const lacking = insufficientResources(verdict);
  const roomy = context.nodesWithRoom(pod.accelerators);
  const says = (pattern: RegExp) =>
    verdict.reasons.some(({ text }) => pattern.test(text));

  const taints = says(/untolerated taint/) ? taintsInTheWay() : [];
  const lacksAccelerators = lacking.some(isAccelerator);
  // The first that applies. Where a cause further up has been passed over,
  // there are nodes with enough accelerators.
  const causes: [PlacementCause, boolean][] = [
    ['accelerators', lacksAccelerators && roomy.length === 0],
    ['taints', taints.length > 0 && roomy.some(hasHardTaint)],
    [
      'resources',
      lacking.some(name => !isAccelerator(name)) || says(/^Too many pods/),
    ],
    ['pod-affinity', says(/pod (anti-)?affinity/)],
    ['taints', taints.length > 0],
    ['node-affinity', says(/node affinity|node selector/)],
    ['accelerators', lacksAccelerators],
  ];
  const [cause] = causes.find(([, applies]) => applies) ?? ['other' as const];
  return { cause, message, lacking, taints };

  function taintsInTheWay(): string[] {
    const named = namedTaints(verdict);
    const all = named.length > 0 ? named : roomy.flatMap(hardTaints);
    return [...new Set(all.filter(isNotOwn))];
  }
}

function isNotOwn(taint: string): boolean {
  return !OWN_TAINT.test(taint);
}

function hasHardTaint(node: ObservedNode): boolean {
  return hardTaints(node).some(isNotOwn);
}

function hardTaints(node: ObservedNode): string[] {
  return node.taints
    .filter(({ effect }) => effect !== 'PreferNoSchedule')
    .map(({ key, value }) => (value ? `${key}=${value}` : key));
}
