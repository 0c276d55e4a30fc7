import type { IPodAffinityTerm } from 'kubernetes-models/v1/PodAffinityTerm';
import { Pod } from '../objects/kinds';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

interface Expression {
  key: string;
  operator: string;
  values?: string[];
}

type Affinity = { [REQUIRED]?: IPodAffinityTerm[] } | undefined;

function termsOf(affinity: Affinity): IPodAffinityTerm[] {
  return affinity?.[REQUIRED] ?? [];
}

/**
 * Pods with the same value of a label go together, to where none is that has
 * another: as LWS asks the scheduler for it.
 *
 * @param topologyKey - node label that tells places apart; undefined changes
 *   nothing
 */
export function withExclusiveTopology(
  pod: Pod,
  key: string,
  topologyKey: string | undefined,
): Pod {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const has = (terms: IPodAffinityTerm[]) =>
    terms.some(term => term.topologyKey === topologyKey);
  if (
    topologyKey === undefined ||
    (has(termsOf(podAffinity)) && has(termsOf(podAntiAffinity)))
  ) {
    return pod;
  }
  const values = [pod.metadata.labels![key]];
  const extended = (affinity: Affinity, ...matchExpressions: Expression[]) => ({
    ...affinity,
    [REQUIRED]: [
      ...termsOf(affinity),
      { labelSelector: { matchExpressions }, topologyKey },
    ],
  });
  const affinity = {
    ...pod.spec.affinity,
    podAffinity: extended(podAffinity, { key, operator: 'In', values }),
    podAntiAffinity: extended(
      podAntiAffinity,
      { key, operator: 'Exists' },
      { key, operator: 'NotIn', values },
    ),
  };
  return { ...pod, spec: { ...pod.spec, affinity } };
}
