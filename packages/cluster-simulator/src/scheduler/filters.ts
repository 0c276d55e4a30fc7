import type { ITaint } from 'kubernetes-models/v1/Taint';
import type { IToleration } from 'kubernetes-models/v1/Toleration';
import { matchesSelector } from '../controllers/selector';
import { Node, Pod } from '../objects/kinds';
import { NodeAccount } from './ledger';
import { Amounts } from './podRequests';
import { Rejection, rejected } from './rejection';

const CORDON = 'node.kubernetes.io/unschedulable';

/**
 * Why a node cannot take a pod, whatever other pods want; undefined when it
 * can. The first reason counts, in the order of kube-scheduler's plugins.
 */
export function rejection(
  { spec }: Pod,
  requests: Amounts,
  account: NodeAccount,
): Rejection | undefined {
  const node = account.node!;
  const repels = (taint: ITaint) =>
    taint.effect !== 'PreferNoSchedule' &&
    !spec.tolerations?.some(toleration => tolerates(toleration, taint));
  if (
    node.spec?.unschedulable &&
    repels({ key: CORDON, effect: 'NoSchedule' })
  ) {
    return rejected('node(s) were unschedulable');
  }
  if (node.spec?.taints?.some(repels)) {
    return rejected('node(s) had untolerated taint(s)');
  }
  if (!matchesNode(spec, node)) {
    return rejected("node(s) didn't match Pod's node affinity/selector");
  }
  return insufficient(requests, account);
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
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms;
  return (
    matchesSelector(labels, { matchLabels: nodeSelector }) &&
    (!terms ||
      terms.some(
        // An empty term is no wish for any node: it matches none.
        ({ matchExpressions = [] }) =>
          matchExpressions.length > 0 &&
          matchesSelector(labels, { matchExpressions }),
      ))
  );
}

function insufficient(
  requests: Amounts,
  { allocatable, used }: NodeAccount,
): Rejection | undefined {
  const capacity = (resource: string) => allocatable.get(resource) ?? 0;
  const missing = [...requests].filter(
    ([resource, amount]) =>
      amount > 0 && amount > capacity(resource) - (used.get(resource) ?? 0),
  );
  if (missing.length === 0) {
    return undefined;
  }
  return {
    reasons: missing.map(([resource]) =>
      resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`,
    ),
    unresolvable: missing.some(
      ([resource, amount]) => amount > capacity(resource),
    ),
  };
}
