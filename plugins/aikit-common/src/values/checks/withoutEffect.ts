import type { ValueIssue } from '../../api/contract';
import { pathOf } from '../effectivePod';
import { INJECTED_ENV, WORKER_INDEX } from '../injectedEnv';
import { isOlder } from '../lwsRelease';
import { isMap } from '../merge';
import { lookUp } from '../paths';
import { Check, once, warningAt } from './check';

/**
 * A null in a role's security context removes nothing: the defaults it is
 * merged over are at the top level.
 */
export const idleNulls: Check = ({ given }) =>
  ['leader', 'worker'].flatMap(role => {
    const path = ['leaderWorkerSet', role, 'securityContext'];
    const context = lookUp(given, path);
    return Object.entries(isMap(context) ? context : {})
      .filter(([, value]) => value === null)
      .map(([key]) =>
        warningAt([...path, key], {
          rule: 'idle-null',
          message:
            'is null, which has no effect here: give the value that the role needs',
          given: null,
        }),
      );
  });

/** LeaderWorkerSet's webhook drops a pod's own entries of these names. */
export const injectedEnv: Check = ({ values, pods, lwsVersion }) => {
  const injected = isOlder(lwsVersion, WORKER_INDEX.since)
    ? INJECTED_ENV
    : [...INJECTED_ENV, WORKER_INDEX.name];
  return once(
    pods.flatMap(({ role, values: pod }) =>
      (pod.env ?? []).flatMap(({ name }, index) =>
        role && injected.includes(name)
          ? [
              warningAt([...pathOf(values, role, 'env'), index], {
                rule: 'injected-env',
                message: `has no effect: LeaderWorkerSet sets ${name} itself${
                  name === WORKER_INDEX.name
                    ? ` from ${WORKER_INDEX.since.join('.')} on`
                    : ''
                }`,
                suggestion: null,
              }),
            ]
          : [],
      ),
    ),
  );
};

/** LeaderWorkerSet's webhook writes `None` in its place. */
export const defaultRestartPolicy: Check = ({ values }) => {
  const lws = values.leaderWorkerSet;
  return lws?.enabled && lws.leaderWorkerTemplate.restartPolicy === 'Default'
    ? [
        warningAt(
          ['leaderWorkerSet', 'leaderWorkerTemplate', 'restartPolicy'],
          {
            rule: 'default-restart-policy',
            message:
              'is Default, which LeaderWorkerSet changes to None: write the policy you mean',
            given: 'Default',
            suggestion: 'None',
          },
        ),
      ]
    : [];
};

/** The chart's Job that labels the namespace is not rendered. */
export const postInstallJob: Check = ({ values }): ValueIssue[] =>
  values.postInstall && values.postInstall.labelNamespace?.enabled !== false
    ? [
        warningAt(['postInstall'], {
          rule: 'post-install',
          message:
            'has no effect: no Job is made that labels the namespace; set namespace.podSecurity, or label it where namespaces are managed',
          suggestion: null,
        }),
      ]
    : [];
