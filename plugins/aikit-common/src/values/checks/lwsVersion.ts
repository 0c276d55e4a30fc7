import { lookUp, ValuePath } from '../paths';
import { Check, errorAt } from './check';

/** A value that older releases of LeaderWorkerSet do not know. */
interface Since {
  path: ValuePath;
  /** First release that knows it, as major and minor number. */
  since: readonly [major: number, minor: number];
  /** The new setting of an older value; any, if absent. */
  setting?: string;
  /** What does on every release; null: leave it out. */
  instead: string | null;
}

const TEMPLATE = ['leaderWorkerSet', 'leaderWorkerTemplate'];

/** Source: the API types of each release of kubernetes-sigs/lws. */
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
];

function parseVersion(version: string | undefined) {
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:\D|$)/.exec(version ?? '') ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}

/**
 * Values that the cluster's LeaderWorkerSet does not know: the API server
 * refuses an unknown setting, and drops an unknown field without a word. No
 * version, or one that cannot be read, is taken for a new one.
 */
export const lwsVersion: Check = ({ values, lwsVersion: version }) => {
  const cluster = parseVersion(version);
  if (!cluster || !values.leaderWorkerSet?.enabled) {
    return [];
  }
  const [major, minor] = cluster;
  return SINCE.filter(({ since }) =>
    major === since[0] ? minor < since[1] : major < since[0],
  ).flatMap(({ path, since, setting, instead }) => {
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
  });
};
