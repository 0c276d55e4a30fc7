import { touchesGroups } from '../leaderWorkerSetRules';
import { isOlder } from '../lwsRelease';
import { Check, errorAt } from './check';

const UPDATE = [
  'leaderWorkerSet',
  'rolloutStrategy',
  'rollingUpdateConfiguration',
  'maxUnavailable',
];

/**
 * A share of no groups, which is none: LeaderWorkerSet's webhook lets a set
 * without groups pass since 0.6 alone.
 */
export const idleRollout: Check = ({ values, lwsVersion }) => {
  const { leaderWorkerSet: lws, autoscaling } = values;
  const update = lws?.rolloutStrategy?.rollingUpdateConfiguration;
  // With an autoscaler the set is submitted without a number, which is one.
  const isEmpty = lws?.enabled && lws.replicas === 0 && !autoscaling?.enabled;
  return isEmpty &&
    update &&
    isOlder(lwsVersion, [0, 6]) &&
    !touchesGroups(update, 0)
    ? [
        errorAt(UPDATE, {
          rule: 'rollout-moves',
          message: `is 0 of 0 groups, and maxSurge is 0, which LeaderWorkerSet before 0.6 refuses, and the cluster has ${lwsVersion}: give a number of 1 or more`,
          given: update.maxUnavailable,
          suggestion: 1,
        }),
      ]
    : [];
};
