import type { IPodAffinityTerm } from 'kubernetes-models/v1/PodAffinityTerm';
import { matchesSelector } from '../controllers/selector';
import { Pod } from '../objects/kinds';
import { NAMESPACES, PODS } from '../objects/resourceTypes';
import { ObjectStore } from '../store/objectStore';
import { Ledger, occupies, requiredAntiAffinity } from './ledger';
import { NO_MATCH, Rejection } from './rejection';

/** Checks a node's labels against the places of other pods. */
export type PlaceFilter = (
  labels: Record<string, string>,
) => Rejection | undefined;

/** Values of topology labels at which pods are. */
class Places {
  readonly #values = new Map<string, Set<string>>();

  get empty(): boolean {
    return this.#values.size === 0;
  }

  add({ topologyKey }: IPodAffinityTerm, { spec }: Pod, ledger: Ledger) {
    const { node } = ledger.account(spec.nodeName!);
    const value = node?.metadata.labels?.[topologyKey];
    if (value !== undefined) {
      const values = this.#values.get(topologyKey) ?? new Set();
      this.#values.set(topologyKey, values.add(value));
    }
  }

  hasAt(topologyKey: string, labels: Record<string, string>): boolean {
    return !!this.#values.get(topologyKey)?.has(labels[topologyKey]);
  }

  anyAt(labels: Record<string, string>): boolean {
    return [...this.#values.keys()].some(key => this.hasAt(key, labels));
  }
}

/**
 * The required affinity and anti-affinity of a pod, and the anti-affinity of
 * those that are there. Undefined when there is none of it.
 *
 * Source of the rules: the InterPodAffinity plugin of kube-scheduler.
 */
export function podAffinityFilter(
  pod: Pod,
  store: ObjectStore,
  ledger: Ledger,
): PlaceFilter | undefined {
  const terms =
    pod.spec.affinity?.podAffinity
      ?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const antiTerms = requiredAntiAffinity(pod);
  const kept = new Places();
  for (const other of ledger.exclusivePods) {
    for (const term of requiredAntiAffinity(other)) {
      if (matchesTerm(term, other, pod, store)) {
        kept.add(term, other, ledger);
      }
    }
  }
  if (terms.length === 0 && antiTerms.length === 0) {
    return kept.empty
      ? undefined
      : labels =>
          kept.anyAt(labels) ? NO_MATCH.existingAntiAffinity : undefined;
  }
  const [wanted, unwanted] = [new Places(), new Places()];
  const matchesAll = (other: Pod) =>
    terms.length > 0 &&
    terms.every(term => matchesTerm(term, pod, other, store));
  for (const other of store.list(PODS)) {
    if (occupies(other)) {
      if (matchesAll(other)) {
        terms.forEach(term => wanted.add(term, other, ledger));
      }
      antiTerms
        .filter(term => matchesTerm(term, pod, other, store))
        .forEach(term => unwanted.add(term, other, ledger));
    }
  }
  // The first of a group of pods that want to be together has nobody to join.
  const isFirst = wanted.empty && matchesAll(pod);
  return labels => {
    const joins = terms.every(
      ({ topologyKey }) =>
        topologyKey in labels && (isFirst || wanted.hasAt(topologyKey, labels)),
    );
    if (!joins) {
      return NO_MATCH.affinity;
    }
    if (antiTerms.some(term => unwanted.hasAt(term.topologyKey, labels))) {
      return NO_MATCH.antiAffinity;
    }
    return kept.anyAt(labels) ? NO_MATCH.existingAntiAffinity : undefined;
  };
}

/** @param holder - the pod that has the term */
function matchesTerm(
  { labelSelector, namespaces = [], namespaceSelector }: IPodAffinityTerm,
  holder: Pod,
  { metadata: { namespace, labels } }: Pod,
  store: ObjectStore,
): boolean {
  const inNamespace =
    namespaces.length === 0 && !namespaceSelector
      ? namespace === holder.metadata.namespace
      : namespaces.includes(namespace!) ||
        (namespaceSelector &&
          matchesSelector(
            store.get(NAMESPACES, undefined, namespace!)?.metadata.labels,
            namespaceSelector,
          ));
  return (
    !!inNamespace && !!labelSelector && matchesSelector(labels, labelSelector)
  );
}
