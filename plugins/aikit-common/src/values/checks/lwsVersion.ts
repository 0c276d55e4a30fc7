import { isOlder, LwsRelease } from '../lwsRelease';
import { lookUp, ValuePath } from '../paths';
import { Check, errorAt } from './check';

/** A value that older releases of LeaderWorkerSet do not know. */
interface Since {
  path: ValuePath;
  /** First release that knows it. */
  since: LwsRelease;
  /** The new setting of an older value; any, if absent. */
  setting?: string;
  /** What does on every release; null: leave it out. */
  instead: string | null;
}

const TEMPLATE = ['leaderWorkerSet', 'leaderWorkerTemplate'];

/** Source: the API types and the CRD of each release of kubernetes-sigs/lws. */
const SINCE: readonly Since[] = [
  {
    path: [...TEMPLATE, 'restartPolicy'],
    since: [0, 9],
    setting: 'RecreateGroupAfterStart',
    instead: 'RecreateGroupOnPodRestart',
  },
  { path: [...TEMPLATE, 'volumeClaimTemplates'], since: [0, 8], instead: null },
  {
    path: [...TEMPLATE, 'persistentVolumeClaimRetentionPolicy'],
    since: [0, 8],
    instead: null,
  },
  {
    path: [
      'leaderWorkerSet',
      'annotations',
      'leaderworkerset.sigs.k8s.io/experimental-recreate-group-after-start',
    ],
    since: [0, 8],
    instead: null,
  },
  {
    path: [
      'leaderWorkerSet',
      'rolloutStrategy',
      'rollingUpdateConfiguration',
      'partition',
    ],
    since: [0, 7],
    instead: null,
  },
  {
    path: [...TEMPLATE, 'subGroupPolicy', 'subGroupPolicyType'],
    since: [0, 6],
    instead: null,
  },
  {
    path: ['podSecurityContext', 'seLinuxChangePolicy'],
    since: [0, 6],
    instead: null,
  },
];

/**
 * Values that the cluster's LeaderWorkerSet does not know: the API server
 * refuses an unknown setting, and drops an unknown field without a word.
 */
export const lwsVersion: Check = ({ values, lwsVersion: version }) => {
  if (!values.leaderWorkerSet?.enabled) {
    return [];
  }
  return SINCE.filter(({ since }) => isOlder(version, since)).flatMap(
    ({ path, since, setting, instead }) => {
      const given = lookUp(values, path);
      return given !== undefined && (setting ?? given) === given
        ? [
            errorAt(path, {
              rule: 'lws-version',
              message: `needs LeaderWorkerSet ${since.join(
                '.',
              )} or newer, and the cluster has ${version}: ${
                instead === null ? 'leave it out' : `use ${instead}`
              }, or have LeaderWorkerSet updated`,
              given,
              suggestion: instead,
            }),
          ]
        : [];
    },
  );
};
