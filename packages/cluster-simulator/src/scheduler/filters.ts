import type { ITaint } from 'kubernetes-models/v1/Taint';
import type { IToleration } from 'kubernetes-models/v1/Toleration';
import { Node, Pod } from '../objects/kinds';
import { Amounts } from '../objects/podRequests';
import { matchesSelector } from '../objects/selector';
import { NodeAccount } from './ledger';

/** Why a node does not take a pod. */
export interface Rejection {
  reasons: string[];
  /** Whether the node could not take it even without its other pods. */
  unresolvable: boolean;
}

/**
 * Why a node cannot take a pod, whatever other pods want; undefined when it
 * can. The first reason counts, in the order of kube-scheduler's plugins.
 */
export function rejection(
  { spec }: Pod,
  requests: Amounts,
  { node, allocatable, used }: NodeAccount,
): Rejection | undefined {
  const { unschedulable, taints } = node!.spec ?? {};
  const repels = (taint: ITaint) =>
    taint.effect !== 'PreferNoSchedule' &&
    !spec.tolerations?.some(toleration => tolerates(toleration, taint));
  const cordon = unschedulable && {
    key: 'node.kubernetes.io/unschedulable',
    effect: 'NoSchedule' as const,
  };
  const [reason] = [
    cordon && repels(cordon) && 'were unschedulable',
    taints?.some(repels) && 'had untolerated taint(s)',
    !matchesNode(spec, node!) && "didn't match Pod's node affinity/selector",
  ].filter(Boolean);
  if (reason) {
    return { reasons: [`node(s) ${reason}`], unresolvable: true };
  }
  const capacity = (resource: string) => allocatable.get(resource) ?? 0;
  const missing = [...requests].filter(
    ([resource, amount]) =>
      amount > 0 && amount > capacity(resource) - (used.get(resource) ?? 0),
  );
  return missing.length === 0
    ? undefined
    : {
        reasons: missing.map(([resource]) =>
          resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`,
        ),
        unresolvable: missing.some(
          ([resource, amount]) => amount > capacity(resource),
        ),
      };
}

export function tolerates(
  { key = '', operator, value = '', effect }: IToleration,
  taint: ITaint,
): boolean {
  if ((effect && effect !== taint.effect) || (key && key !== taint.key)) {
    return false;
  }
  return operator === 'Exists' || (!!key && value === (taint.value ?? ''));
}

function matchesNode(
  { nodeSelector, affinity }: Pod['spec'],
  { metadata: { labels } }: Node,
): boolean {
  const { requiredDuringSchedulingIgnoredDuringExecution: required } =
    affinity?.nodeAffinity ?? {};
  return (
    matchesSelector(labels, { matchLabels: nodeSelector }) &&
    (!required ||
      required.nodeSelectorTerms.some(
        // An empty term matches no node.
        ({ matchExpressions = [] }) =>
          matchExpressions.length > 0 &&
          matchesSelector(labels, { matchExpressions }),
      ))
  );
}

/**
 * What kube-scheduler says of a pod that fits on no node, after it has looked
 * for resource claims to free and for pods to preempt, and found none.
 */
export function describeRejections(rejections: Rejection[]): string {
  const why = histogram(rejections.flatMap(({ reasons }) => reasons));
  const noVictims = histogram(
    rejections.map(({ unresolvable }) =>
      unresolvable
        ? 'Preemption is not helpful for scheduling'
        : 'No preemption victims found for incoming pod',
    ),
  );
  const available = `0/${rejections.length} nodes are available`;
  return rejections.length === 0
    ? 'no nodes available to schedule pods'
    : `${available}: ${why}. no new claims to deallocate, preemption: ${available}: ${noVictims}.`;
}

function histogram(reasons: string[]): string {
  const counts = new Map<string, number>();
  reasons.forEach(each => counts.set(each, (counts.get(each) ?? 0) + 1));
  // Sorted as texts, counts included.
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
