/** Why a node does not take a pod. */
export interface Rejection {
  reasons: string[];
  /** Whether the node could not take it even without its other pods. */
  unresolvable: boolean;
}

export function rejected(reason: string, unresolvable = true): Rejection {
  return { reasons: [reason], unresolvable };
}

/**
 * What kube-scheduler says of a pod that fits on no node, after it has looked
 * for resource claims to free and for pods to preempt, and found none.
 */
export function describeRejections(rejections: Rejection[]): string {
  const reasons = rejections.flatMap(each => each.reasons);
  const victims = rejections.map(({ unresolvable }) =>
    unresolvable
      ? 'Preemption is not helpful for scheduling'
      : 'No preemption victims found for incoming pod',
  );
  const [why, noVictims] = [reasons, victims].map(histogram);
  const available = `0/${rejections.length} nodes are available`;
  return rejections.length === 0
    ? 'no nodes available to schedule pods'
    : `${available}: ${why}. no new claims to deallocate, preemption: ${available}: ${noVictims}.`;
}

function histogram(reasons: string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`);
  // Sorted as texts, counts included.
  return texts.sort().join(', ');
}
