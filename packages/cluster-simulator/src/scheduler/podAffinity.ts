import type { IPodAffinityTerm } from 'kubernetes-models/v1/PodAffinityTerm';
import { Pod } from '../objects/kinds';
import { matchesSelector } from '../objects/selector';
import { Rejection } from './filters';
import { Ledger, requiredTerms } from './ledger';

type Labels = Record<string, string>;

/**
 * Checks a node's labels by the required affinity and anti-affinity of a pod,
 * and by the anti-affinity of those that are there.
 *
 * Source of the rules: the InterPodAffinity plugin of kube-scheduler.
 */
export function podAffinityFilter(
  pod: Pod,
  ledger: Ledger,
): (labels: Labels) => Rejection | undefined {
  const terms = requiredTerms(pod, 'podAffinity');
  const antiTerms = requiredTerms(pod, 'podAntiAffinity');
  if (terms.length + antiTerms.length + ledger.exclusiveTerms === 0) {
    return () => undefined;
  }
  // Places that the pod wants, that it avoids, and that others keep it from.
  const [wanted, avoided, kept] = [1, 2, 3].map(() => new Set<string>());
  for (const { node, pods } of ledger.nodes) {
    const add = (places: Set<string>, found: IPodAffinityTerm[]) =>
      placesOf(found, node!.metadata.labels).forEach(at => places.add(at));
    for (const other of pods.values()) {
      const meets = meeting(pod, other);
      add(wanted, terms.every(meets) ? terms : []);
      add(avoided, antiTerms.filter(meets));
      const itsTerms = requiredTerms(other, 'podAntiAffinity');
      add(kept, itsTerms.filter(meeting(other, pod)));
    }
  }
  // The first pod of a group that wants to be together may go anywhere.
  const isFirst = wanted.size === 0 && terms.every(meeting(pod, pod));
  return labels => {
    const near = placesOf(terms, labels);
    const joined = near.filter(place => isFirst || wanted.has(place));
    const places = Object.entries(labels).map(pair => pair.join('='));
    const unresolvable = joined.length < terms.length;
    const [reason] = [
      unresolvable && "didn't match pod affinity rules",
      placesOf(antiTerms, labels).some(place => avoided.has(place)) &&
        "didn't match pod anti-affinity rules",
      places.some(place => kept.has(place)) &&
        "didn't satisfy existing pods anti-affinity rules",
    ].filter(Boolean);
    return reason
      ? { reasons: [`node(s) ${reason}`], unresolvable }
      : undefined;
  };
}

/** `key=value` for each topology key that a node has. */
function placesOf(terms: IPodAffinityTerm[], labels: Labels = {}): string[] {
  return terms
    .filter(({ topologyKey }) => topologyKey in labels)
    .map(({ topologyKey }) => `${topologyKey}=${labels[topologyKey]}`);
}

/** Whether another pod is one that a term of the first is about. */
function meeting({ metadata: holder }: Pod, { metadata: other }: Pod) {
  return (term: IPodAffinityTerm) => {
    const { labelSelector, namespaces = [holder.namespace] } = term;
    return (
      !!labelSelector &&
      namespaces.includes(other.namespace) &&
      matchesSelector(other.labels, labelSelector)
    );
  };
}
