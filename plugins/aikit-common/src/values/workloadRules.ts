import type { z } from 'zod';
import { pathOf, Pods, podsOf } from './effectivePod';
import { rolloutMoves } from './leaderWorkerSetRules';
import { breakRule, nextName } from './rule';
import type { AikitValues } from './schema';
import { suggest } from './suggest';

type Rule = (values: AikitValues, context: z.RefinementCtx, pods: Pods) => void;

/**
 * With an autoscaler the LeaderWorkerSet is submitted without replicas, and
 * the API server gives it one, whatever the autoscaler makes of it later.
 */
const rollout: Rule = ({ leaderWorkerSet, autoscaling }, context) => {
  const replicas = autoscaling?.enabled ? 1 : leaderWorkerSet?.replicas ?? 1;
  if (leaderWorkerSet && !rolloutMoves(leaderWorkerSet, replicas)) {
    breakRule(context, {
      rule: 'rollout-moves',
      path: [
        'leaderWorkerSet',
        'rolloutStrategy',
        'rollingUpdateConfiguration',
        'maxUnavailable',
      ],
      message: `is 0 of ${replicas} groups, rounded down, and maxSurge is 0, so that no group could be replaced: raise one of them`,
      suggestion: 1,
    });
  }
};

/** Names of the volumes that the claim templates give to every pod. */
function claimNames({ leaderWorkerSet }: AikitValues): string[] {
  return leaderWorkerSet?.enabled
    ? (leaderWorkerSet.leaderWorkerTemplate.volumeClaimTemplates ?? []).map(
        ({ metadata }) => metadata.name,
      )
    : [];
}

const mountsHaveVolumes: Rule = (values, context, pods) => {
  const claims = claimNames(values);
  const broken = new Set<string>();
  for (const { role, values: pod } of pods) {
    const { volumes = [], volumeMounts = [] } = pod;
    const names = [...volumes.map(({ name }) => name), ...claims];
    volumeMounts.forEach(({ name }, index) => {
      const path = [...pathOf(values, role, 'volumeMounts'), index, 'name'];
      if (!names.includes(name) && !broken.has(path.join())) {
        broken.add(path.join());
        breakRule(context, {
          rule: 'mounted-volume',
          path,
          message: `names no volume${role ? ` of the ${role}` : ''}: ${
            names.length > 0
              ? `the volumes are ${names.join(', ')}`
              : 'add it to volumes'
          }`,
          suggestion: suggest(name, names) ?? names[0],
        });
      }
    });
  }
};

/** The StatefulSet controller would put the claim in the volume's place. */
const claimsAreNoVolumes: Rule = (values, context, pods) => {
  const claims = claimNames(values);
  const broken = new Set<string>();
  for (const { role, values: pod } of pods) {
    pod.volumes?.forEach(({ name }, index) => {
      const path = [...pathOf(values, role, 'volumes'), index, 'name'];
      if (claims.includes(name) && !broken.has(path.join())) {
        broken.add(path.join());
        breakRule(context, {
          rule: 'unique-volume-names',
          path,
          message:
            'is the name of a claim template, which would take its place: give it another name',
          suggestion: nextName('-'),
        });
      }
    });
  }
};

const RULES = [rollout, mountsHaveVolumes, claimsAreNoVolumes];

/** Rules of values that stand apart, where one of them decides on another. */
export function workloadRules(
  values: AikitValues,
  context: z.RefinementCtx,
): void {
  const pods = podsOf(values);
  for (const rule of RULES) {
    rule(values, context, pods);
  }
}
