import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import { DISTRIBUTED, refusal, Refusal } from './refusal';

/**
 * @param given - values below `leaderWorkerSet`
 * @param spec - laid over the spec of the LeaderWorkerSet; default: `given`
 */
function inSet(
  what: string,
  given: ValuesMap,
  path: string,
  spec: ValuesMap = given,
): Refusal {
  return refusal(what, {
    kind: 'LeaderWorkerSet',
    base: DISTRIBUTED,
    values: { leaderWorkerSet: given },
    change: { spec },
    path: `leaderWorkerSet.${path}`,
  });
}

function inTemplate(what: string, template: ValuesMap, path: string): Refusal {
  return inSet(
    what,
    { leaderWorkerTemplate: template },
    `leaderWorkerTemplate.${path}`,
  );
}

function rolling(
  what: string,
  configuration: ValuesMap,
  field: string,
  beside: ValuesMap = {},
): Refusal {
  const path = 'rolloutStrategy.rollingUpdateConfiguration';
  return inSet(
    what,
    {
      ...beside,
      rolloutStrategy: {
        type: 'RollingUpdate',
        // What the webhook would default, were it not for the others.
        rollingUpdateConfiguration: {
          maxUnavailable: 1,
          maxSurge: 0,
          partition: 0,
          ...configuration,
        },
      },
    },
    `${path}.${field}`,
  );
}

const subGroups = (what: string, policy: ValuesMap, beside: ValuesMap = {}) =>
  inTemplate(
    what,
    { ...beside, subGroupPolicy: policy },
    'subGroupPolicy.subGroupSize',
  );

function named(what: string, name: string): Refusal {
  return refusal(what, {
    kind: 'LeaderWorkerSet',
    base: DISTRIBUTED,
    values: {},
    name,
    change: { metadata: { name } },
    path: 'name',
  });
}

/** Rules of LeaderWorkerSet's webhook. */
export const BY_WEBHOOK: Refusal[] = [
  named('a name that starts with a digit', '7b-chat'),
  named('a name with a dot', 'llama3.1'),
  named('a name of 64 characters', 'a'.repeat(64)),
  inTemplate('groups of no pods', { size: 0 }, 'size'),
  inSet(
    'more pods than can be counted',
    { replicas: 1_000_000, leaderWorkerTemplate: { size: 3_000 } },
    'replicas',
  ),
  rolling(
    'a negative maxUnavailable',
    { maxUnavailable: -1 },
    'maxUnavailable',
  ),
  rolling('a negative maxSurge', { maxSurge: -1 }, 'maxSurge'),
  rolling(
    'more than all unavailable',
    { maxUnavailable: '101%' },
    'maxUnavailable',
  ),
  rolling('a surge above 100 %', { maxSurge: '200%' }, 'maxSurge'),
  rolling('a surge that is no number', { maxSurge: 'many' }, 'maxSurge'),
  rolling(
    'a rollout that may change nothing',
    { maxUnavailable: 0 },
    'maxUnavailable',
  ),
  rolling(
    'a maxUnavailable that is rounded to 0',
    { maxUnavailable: '25%' },
    'maxUnavailable',
    { replicas: 3 },
  ),
  rolling('a negative partition', { partition: -1 }, 'partition'),
  subGroups('subgroups of a negative size', { subGroupSize: -1 }),
  subGroups('subgroups of no size', { subGroupSize: 0 }),
  subGroups('subgroups without a size', {
    subGroupPolicyType: 'LeaderWorker',
  }),
  subGroups(
    'subgroups that do not fill the group',
    { subGroupSize: 4 },
    { size: 6 },
  ),
  subGroups('subgroups larger than the group', { subGroupSize: 5 }),
  subGroups('subgroups that do not fill the workers', {
    subGroupPolicyType: 'LeaderExcluded',
    subGroupSize: 2,
  }),
  refusal('a topology for subgroups that are not there', {
    kind: 'LeaderWorkerSet',
    base: DISTRIBUTED,
    values: { leaderWorkerSet: { subGroupExclusiveTopology: 'rack' } },
    change: {
      metadata: {
        annotations: {
          'leaderworkerset.sigs.k8s.io/subgroup-exclusive-topology': 'rack',
        },
      },
    },
    path: 'leaderWorkerSet.subGroupExclusiveTopology',
  }),
];

/** Rules of LeaderWorkerSet's CRD. */
export const BY_CRD: Refusal[] = [
  inSet('a negative number of groups', { replicas: -1 }, 'replicas'),
  inSet(
    'an unknown kind of rollout',
    { rolloutStrategy: { type: 'Recreate' } },
    'rolloutStrategy.type',
  ),
  inTemplate(
    'an unknown restart policy',
    { restartPolicy: 'Always' },
    'restartPolicy',
  ),
  inSet(
    'an unknown startup policy',
    { startupPolicy: 'Never' },
    'startupPolicy',
  ),
  inSet(
    'an unknown subdomain policy',
    { networkConfig: { subdomainPolicy: 'Own' } },
    'networkConfig.subdomainPolicy',
  ),
  inTemplate(
    'an unknown kind of subgroups',
    { subGroupPolicy: { subGroupPolicyType: 'Other', subGroupSize: 2 } },
    'subGroupPolicy.subGroupPolicyType',
  ),
];
