import type { ValueIssue } from '../api/contract';
import { isMap, ValuesMap } from './merge';
import { formatPath, ValuePath } from './paths';
import type { AikitValues } from './schema';

/** Variables that LeaderWorkerSet sets in every container itself. */
export const INJECTED_ENV: readonly string[] = [
  'LWS_LEADER_ADDRESS',
  'LWS_GROUP_SIZE',
  'LWS_WORKER_INDEX',
];

function warning(path: ValuePath, message: string): ValueIssue {
  return { severity: 'warning', path: formatPath(path), message };
}

/**
 * A null in a role's security context removes nothing: the defaults it is
 * merged over are at the top level.
 */
function idleNulls(given: ValuesMap): ValueIssue[] {
  return ['leader', 'worker'].flatMap(role => {
    const path = ['leaderWorkerSet', role, 'securityContext'];
    const context = path.reduce<unknown>(
      (value, key) =>
        isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined,
      given,
    );
    return Object.entries(isMap(context) ? context : {}).flatMap(
      ([key, value]) =>
        value === null
          ? [
              warning(
                [...path, key],
                'is null, which has no effect here: give the value that the role needs',
              ),
            ]
          : [],
    );
  });
}

function distributed(values: AikitValues): ValueIssue[] {
  const lws = values.leaderWorkerSet;
  if (!lws?.enabled) {
    return [];
  }
  const issues = (['leader', 'worker'] as const).flatMap(role =>
    (lws[role].env ?? []).flatMap(({ name }, index) =>
      INJECTED_ENV.includes(name)
        ? [
            warning(
              ['leaderWorkerSet', role, 'env', index],
              `is left out: LeaderWorkerSet sets ${name} itself`,
            ),
          ]
        : [],
    ),
  );
  if (lws.leaderWorkerTemplate.restartPolicy === 'Default') {
    issues.push(
      warning(
        ['leaderWorkerSet', 'leaderWorkerTemplate', 'restartPolicy'],
        'is Default, which LeaderWorkerSet changes to None: write the policy you mean',
      ),
    );
  }
  return issues;
}

function autoscaled(values: AikitValues): ValueIssue[] {
  const { autoscaling, leaderWorkerSet } = values;
  if (!autoscaling?.enabled) {
    return [];
  }
  const issues: ValueIssue[] = [];
  if (
    !autoscaling.targetCPUUtilizationPercentage &&
    !autoscaling.targetMemoryUtilizationPercentage
  ) {
    issues.push(
      warning(
        ['autoscaling'],
        'has no target: Kubernetes then scales at 80% of the requested CPU; set targetCPUUtilizationPercentage or targetMemoryUtilizationPercentage',
      ),
    );
  }
  if (leaderWorkerSet?.enabled) {
    issues.push(
      warning(
        ['autoscaling'],
        'measures the leaders only, and adds or removes whole groups',
      ),
    );
  }
  return issues;
}

function probePorts(values: AikitValues): ValueIssue[] {
  return (['livenessProbe', 'readinessProbe'] as const).flatMap(name =>
    (['httpGet', 'tcpSocket'] as const).flatMap(handler => {
      const port = values[name]?.[handler]?.port;
      return typeof port === 'string' && port !== 'http'
        ? [
            warning(
              [name, handler, 'port'],
              `names the port ${port}, and the container's only port is http: the probe cannot succeed`,
            ),
          ]
        : [];
    }),
  );
}

function postInstallJob(values: AikitValues): ValueIssue[] {
  return values.postInstall &&
    values.postInstall.labelNamespace?.enabled !== false
    ? [
        warning(
          ['postInstall'],
          'has no effect: no Job is made that labels the namespace; label it where namespaces are managed',
        ),
      ]
    : [];
}

/**
 * What is doubtful, or without effect, in values that are right.
 *
 * @param given - the values as the user gave them
 * @param values - the same, laid over the defaults and checked
 */
export function valueWarnings(
  given: ValuesMap,
  values: AikitValues,
): ValueIssue[] {
  return [
    ...idleNulls(given),
    ...distributed(values),
    ...autoscaled(values),
    ...probePorts(values),
    ...postInstallJob(values),
  ];
}
