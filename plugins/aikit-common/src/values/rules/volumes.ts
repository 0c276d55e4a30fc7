import { pathOf } from '../effectivePod';
import type { AikitValues } from '../schema';
import { suggest } from '../suggest';
import type { ValuesRule } from './checked';
import { nextName } from './rule';

/** Names of the volumes that the claim templates give to every pod. */
function claimNames({ leaderWorkerSet }: AikitValues): string[] {
  return leaderWorkerSet?.enabled
    ? (leaderWorkerSet.leaderWorkerTemplate.volumeClaimTemplates ?? []).map(
        ({ metadata }) => metadata.name,
      )
    : [];
}

/** A mount names a volume of its pod. */
export const mountsHaveVolumes: ValuesRule = ({ values, pods }, report) => {
  const claims = claimNames(values);
  for (const { role, values: pod } of pods) {
    const { volumes = [], volumeMounts = [] } = pod;
    const names = [...volumes.map(({ name }) => name), ...claims];
    volumeMounts.forEach(({ name }, index) => {
      if (!names.includes(name)) {
        report({
          rule: 'mounted-volume',
          path: [...pathOf(values, role, 'volumeMounts'), index, 'name'],
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
export const claimsAreNoVolumes: ValuesRule = ({ values, pods }, report) => {
  const claims = claimNames(values);
  for (const { role, values: pod } of pods) {
    pod.volumes?.forEach(({ name }, index) => {
      if (claims.includes(name)) {
        report({
          rule: 'unique-volume-names',
          path: [...pathOf(values, role, 'volumes'), index, 'name'],
          message:
            'is the name of a claim template, which would take its place: give it another name',
          suggestion: nextName('-'),
        });
      }
    });
  }
};
