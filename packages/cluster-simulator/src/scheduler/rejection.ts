/** Why a node does not take a pod. */
export interface Rejection {
  reasons: string[];
  /** Whether the node could not take it even without its other pods. */
  unresolvable: boolean;
}

function unresolvable(reason: string): Rejection {
  return { reasons: [reason], unresolvable: true };
}

function resolvable(reason: string): Rejection {
  return { reasons: [reason], unresolvable: false };
}

/** As kube-scheduler 1.36 says it. */
export const NO_MATCH = {
  cordoned: unresolvable('node(s) were unschedulable'),
  taints: unresolvable('node(s) had untolerated taint(s)'),
  nodeAffinity: unresolvable(
    "node(s) didn't match Pod's node affinity/selector",
  ),
  affinity: unresolvable("node(s) didn't match pod affinity rules"),
  antiAffinity: resolvable("node(s) didn't match pod anti-affinity rules"),
  existingAntiAffinity: resolvable(
    "node(s) didn't satisfy existing pods anti-affinity rules",
  ),
};

/** When a cluster has no node. */
export const NO_NODES = 'no nodes available to schedule pods';

/**
 * What kube-scheduler says of a pod that fits on no node, after it has looked
 * for resource claims to free and for pods to preempt, and found none.
 */
export function describeRejections(
  rejections: Rejection[],
  mayPreempt: boolean,
): string {
  const count = rejections.length;
  const reasons = histogram(rejections.flatMap(rejection => rejection.reasons));
  const victims = histogram(
    rejections.map(rejection =>
      rejection.unresolvable
        ? 'Preemption is not helpful for scheduling'
        : 'No preemption victims found for incoming pod',
    ),
  );
  const preemption = mayPreempt
    ? `0/${count} nodes are available: ${victims}.`
    : 'not eligible due to preemptionPolicy=Never.';
  return `0/${count} nodes are available: ${reasons}. no new claims to deallocate, preemption: ${preemption}`;
}

function histogram(reasons: string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  // Sorted as texts, counts included.
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join(', ');
}
