import { EffectivePod, pathOf } from '../effectivePod';
import {
  INJECTED_ENV,
  isOlder,
  LwsRelease,
  WORKER_INDEX,
} from '../lwsReleases';
import { isMap } from '../merge';
import { lookUp, ValuePath } from '../paths';
import { touchesGroups } from '../rollout';
import type { ValuesRule } from './checked';

const TEMPLATE = ['leaderWorkerSet', 'leaderWorkerTemplate'];

const UPDATE = [
  'leaderWorkerSet',
  'rolloutStrategy',
  'rollingUpdateConfiguration',
];

/**
 * A rollout can replace a group, where there is one. With an autoscaler the
 * LeaderWorkerSet is submitted without replicas, and the API server gives it
 * one, whatever the autoscaler makes of it later.
 */
export const rolloutMoves: ValuesRule = ({ values }, report) => {
  const { leaderWorkerSet: lws, autoscaling } = values;
  const update = lws?.rolloutStrategy?.rollingUpdateConfiguration;
  const replicas = autoscaling?.enabled ? 1 : lws?.replicas ?? 1;
  if (update && replicas > 0 && !touchesGroups(update, replicas)) {
    report({
      rule: 'rollout-moves',
      path: [...UPDATE, 'maxUnavailable'],
      message: `is 0 of ${replicas} groups, rounded down, and maxSurge is 0, so that no group could be replaced: raise one of them`,
      suggestion: 1,
    });
  }
};

/**
 * A share of no groups, which is none: LeaderWorkerSet's webhook lets a set
 * without groups pass since 0.6 alone.
 */
export const idleRollout: ValuesRule = ({ values, lwsVersion }, report) => {
  const { leaderWorkerSet: lws, autoscaling } = values;
  const update = lws?.rolloutStrategy?.rollingUpdateConfiguration;
  // With an autoscaler the set is submitted without a number, which is one.
  const isEmpty = lws?.enabled && lws.replicas === 0 && !autoscaling?.enabled;
  if (
    isEmpty &&
    update &&
    isOlder(lwsVersion, [0, 6]) &&
    !touchesGroups(update, 0)
  ) {
    report({
      rule: 'rollout-moves',
      path: [...UPDATE, 'maxUnavailable'],
      message: `is 0 of 0 groups, and maxSurge is 0, which LeaderWorkerSet before 0.6 refuses, and the cluster has ${lwsVersion}: give a number of 1 or more`,
      suggestion: 1,
    });
  }
};

/**
 * A null in a role's security context removes nothing: the defaults it is
 * merged over are at the top level.
 */
export const idleNulls: ValuesRule = ({ given }, report) => {
  for (const role of ['leader', 'worker']) {
    const path = ['leaderWorkerSet', role, 'securityContext'];
    const context = lookUp(given, path);
    for (const [key, value] of Object.entries(isMap(context) ? context : {})) {
      if (value === null) {
        report({
          rule: 'idle-null',
          severity: 'warning',
          path: [...path, key],
          message:
            'is null, which has no effect here: give the value that the role needs',
          given: null,
        });
      }
    }
  }
};

/** LeaderWorkerSet's webhook writes `None` in its place. */
export const defaultRestartPolicy: ValuesRule = ({ values }, report) => {
  const lws = values.leaderWorkerSet;
  if (lws?.enabled && lws.leaderWorkerTemplate.restartPolicy === 'Default') {
    report({
      rule: 'default-restart-policy',
      severity: 'warning',
      path: [...TEMPLATE, 'restartPolicy'],
      message:
        'is Default, which LeaderWorkerSet changes to None: write the policy you mean',
      suggestion: 'None',
    });
  }
};

/** LeaderWorkerSet's webhook drops a pod's own entries of these names. */
export const injectedEnv: ValuesRule = (
  { values, pods, lwsVersion },
  report,
) => {
  const injected = isOlder(lwsVersion, WORKER_INDEX.since)
    ? INJECTED_ENV
    : [...INJECTED_ENV, WORKER_INDEX.name];
  for (const { role, values: pod } of pods) {
    pod.env?.forEach(({ name }, index) => {
      if (role && injected.includes(name)) {
        report({
          rule: 'injected-env',
          severity: 'warning',
          path: [...pathOf(values, role, 'env'), index],
          message: `has no effect: LeaderWorkerSet sets ${name} itself${
            name === WORKER_INDEX.name
              ? ` from ${WORKER_INDEX.since.join('.')} on`
              : ''
          }`,
          suggestion: null,
        });
      }
    });
  }
};

/** Whether a pod's command, arguments or variables speak of its number. */
function usesIndex({ command = [], args = [], env = [] }: EffectivePod) {
  const variables = env.flatMap(({ value }) => value ?? []);
  return [...command, ...args, ...variables].some(text =>
    text.includes(WORKER_INDEX.name),
  );
}

/**
 * Pods that rely on their number in the group being set, where the cluster's
 * LeaderWorkerSet does not set it: Kubernetes leaves `$(LWS_WORKER_INDEX)` as
 * it is, and the engine does not start. Source: `AddLWSVariables` in each
 * release of kubernetes-sigs/lws.
 */
export const workerIndex: ValuesRule = (
  { values, pods, lwsVersion },
  report,
) => {
  const { name, since, fieldPath } = WORKER_INDEX;
  for (const { role, values: pod } of pods) {
    const { env = [] } = pod;
    if (
      role &&
      isOlder(lwsVersion, since) &&
      usesIndex(pod) &&
      !env.some(entry => entry.name === name)
    ) {
      report({
        rule: 'worker-index',
        path: pathOf(values, role, 'env'),
        message: `must have ${name}, which the ${role} uses: LeaderWorkerSet sets it from ${since.join(
          '.',
        )} on, and the cluster has ${lwsVersion}. Add it as a field of the pod, ${fieldPath}, or have LeaderWorkerSet updated`,
        // First, because what uses a variable comes after it.
        suggestion: [{ name, valueFrom: { fieldRef: { fieldPath } } }, ...env],
      });
    }
  }
};

/** A value that older releases of LeaderWorkerSet do not know. */
interface Since {
  path: ValuePath;
  /** First release that knows it. */
  since: LwsRelease;
  /** The new setting of an older value; any, if absent. */
  setting?: string;
  /** What does on every release; by default to leave it out. */
  instead?: string;
}

/** Source: the API types and the CRD of each release of kubernetes-sigs/lws. */
const SINCE: readonly Since[] = [
  {
    path: [...TEMPLATE, 'restartPolicy'],
    since: [0, 9],
    setting: 'RecreateGroupAfterStart',
    instead: 'RecreateGroupOnPodRestart',
  },
  { path: [...TEMPLATE, 'volumeClaimTemplates'], since: [0, 8] },
  {
    path: [...TEMPLATE, 'persistentVolumeClaimRetentionPolicy'],
    since: [0, 8],
  },
  {
    path: [
      'leaderWorkerSet',
      'annotations',
      'leaderworkerset.sigs.k8s.io/experimental-recreate-group-after-start',
    ],
    since: [0, 8],
  },
  { path: [...UPDATE, 'partition'], since: [0, 7] },
  {
    path: [...TEMPLATE, 'subGroupPolicy', 'subGroupPolicyType'],
    since: [0, 6],
  },
  { path: ['podSecurityContext', 'seLinuxChangePolicy'], since: [0, 6] },
];

/**
 * Values that the cluster's LeaderWorkerSet does not know: the API server
 * refuses an unknown setting, and drops an unknown field without a word.
 */
export const lwsVersion: ValuesRule = (
  { values, lwsVersion: version },
  report,
) => {
  for (const { path, since, setting, instead } of SINCE) {
    const given = lookUp(values, path);
    if (
      values.leaderWorkerSet?.enabled &&
      isOlder(version, since) &&
      given !== undefined &&
      (setting ?? given) === given
    ) {
      report({
        rule: 'lws-version',
        path,
        message: `needs LeaderWorkerSet ${since.join(
          '.',
        )} or newer, and the cluster has ${version}: ${
          instead === undefined ? 'leave it out' : `use ${instead}`
        }, or have LeaderWorkerSet updated`,
        suggestion: instead ?? null,
      });
    }
  }
};
