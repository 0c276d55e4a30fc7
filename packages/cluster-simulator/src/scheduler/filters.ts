import type { INodeSelectorRequirement } from 'kubernetes-models/v1/NodeSelectorRequirement';
import type { INodeSelectorTerm } from 'kubernetes-models/v1/NodeSelectorTerm';
import type { ITaint } from 'kubernetes-models/v1/Taint';
import type { IToleration } from 'kubernetes-models/v1/Toleration';
import { matchesSelector } from '../controllers/selector';
import { Node, Pod } from '../objects/kinds';
import { NodeAccount } from './ledger';
import { Amounts } from './podRequests';
import { NO_MATCH, Rejection } from './rejection';

const CORDON: ITaint = {
  key: 'node.kubernetes.io/unschedulable',
  effect: 'NoSchedule',
};

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
  const tolerated = (taint: ITaint) =>
    (spec.tolerations ?? []).some(toleration => tolerates(toleration, taint));
  if (node.spec?.unschedulable && !tolerated(CORDON)) {
    return NO_MATCH.cordoned;
  }
  const taints = node.spec?.taints ?? [];
  if (!taints.every(taint => !keepsAway(taint) || tolerated(taint))) {
    return NO_MATCH.taints;
  }
  if (!matchesNode(spec, node)) {
    return NO_MATCH.nodeAffinity;
  }
  return insufficient(requests, account);
}

function keepsAway({ effect }: ITaint): boolean {
  return effect === 'NoSchedule' || effect === 'NoExecute';
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
  node: Node,
): boolean {
  const labels = node.metadata.labels ?? {};
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms;
  return (
    Object.entries(nodeSelector ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (!terms || terms.some(term => matchesNodeTerm(term, node)))
  );
}

function matchesNodeTerm(
  { matchExpressions = [], matchFields = [] }: INodeSelectorTerm,
  { metadata: { name, labels = {} } }: Node,
): boolean {
  return (
    // An empty term is no wish for any node: it matches none.
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every(requirement => fulfils(labels, requirement)) &&
    matchFields.every(requirement =>
      fulfils({ 'metadata.name': name }, requirement),
    )
  );
}

function fulfils(
  labels: Record<string, string>,
  requirement: INodeSelectorRequirement,
): boolean {
  const { key, operator, values = [] } = requirement;
  if (operator === 'Gt' || operator === 'Lt') {
    const difference = Number.parseInt(labels[key], 10) - Number(values[0]);
    return operator === 'Gt' ? difference > 0 : difference < 0;
  }
  return matchesSelector(labels, { matchExpressions: [requirement] });
}

function insufficient(
  requests: Amounts,
  { allocatable, used, pods }: NodeAccount,
): Rejection | undefined {
  let found: Rejection | undefined;
  const add = (reason: string, unresolvable: boolean) => {
    found ??= { reasons: [], unresolvable: false };
    found.reasons.push(reason);
    found.unresolvable ||= unresolvable;
  };
  if (pods + 1 > (allocatable.get('pods') ?? 0)) {
    add('Too many pods', false);
  }
  for (const [resource, amount] of requests) {
    const capacity = allocatable.get(resource) ?? 0;
    if (amount > 0 && amount > capacity - (used.get(resource) ?? 0)) {
      add(`Insufficient ${resource}`, amount > capacity);
    }
  }
  return found;
}
