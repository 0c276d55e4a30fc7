import type { ValueIssue } from '../api/contract';
import type { AikitValues } from '../values/schema';

/** Name of the chart, and of its containers. */
export const CHART_NAME = 'aikit';

/** Longest DNS label. */
const MAX_LABEL = 63;

/** Longest StatefulSet name whose pods can be made, see {@link maxNameLength}. */
const MAX_STATEFUL_SET = 52;

const DNS_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1123 = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Cut as the chart cuts: 63 characters, then one hyphen at the end. */
function truncate(name: string): string {
  return name.slice(0, MAX_LABEL).replace(/-$/, '');
}

/** Value of `app.kubernetes.io/name`, by the chart's rule. */
export function appName(values: AikitValues): string {
  return truncate(values.nameOverride || CHART_NAME);
}

/**
 * Name of a release's objects, by the chart's rule: `fullnameOverride`, a
 * release name that contains the chart's, or else `<release>-<chart>`.
 */
export function releaseName(release: string, values: AikitValues): string {
  if (values.fullnameOverride) {
    return truncate(values.fullnameOverride);
  }
  const name = values.nameOverride || CHART_NAME;
  return truncate(release.includes(name) ? release : `${release}-${name}`);
}

/**
 * How many groups, at most, a workload can have: by its autoscaler, or else
 * by its replicas.
 */
function maxGroups(values: AikitValues): number {
  const { autoscaling, leaderWorkerSet } = values;
  return autoscaling?.enabled
    ? autoscaling.maxReplicas
    : leaderWorkerSet?.replicas ?? 1;
}

/**
 * Longest name of a workload whose pods can be made.
 *
 * The StatefulSet controller puts `<StatefulSet>-<hash of at most 10>` into a
 * label of 63 characters. The StatefulSet of the leaders has the name of the
 * LeaderWorkerSet, that of a group's workers has the group's index added.
 * LeaderWorkerSet does not check it: pods fail to appear, without an error on
 * the object itself. A Deployment's name is that of its Service, too.
 */
export function maxNameLength(values: AikitValues): number {
  const lws = values.leaderWorkerSet;
  if (!lws?.enabled) {
    return MAX_LABEL;
  }
  if ((lws.leaderWorkerTemplate.size ?? 1) === 1) {
    return MAX_STATEFUL_SET;
  }
  const lastIndex = Math.max(maxGroups(values) - 1, 0);
  return MAX_STATEFUL_SET - 1 - String(lastIndex).length;
}

/** A name near to the given one, that works. */
function workingName(name: string, maxLength: number): string {
  const cleaned = name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '');
  const started = /^[a-z]/.test(cleaned) ? cleaned : `llm-${cleaned}`;
  return started.slice(0, maxLength).replace(/-+$/, '');
}

/**
 * Issues of a workload's name: the rule it breaks, and a name that would do.
 *
 * @param path - where the name was given
 */
export function nameIssues(
  name: string,
  values: AikitValues,
  path: string,
): ValueIssue[] {
  const maxLength = maxNameLength(values);
  const rules: string[] = [];
  if (!DNS_1035.test(name)) {
    rules.push(
      'must be lower-case letters, digits and "-", starting with a letter and ending with a letter or digit',
    );
  }
  if (name.length > maxLength) {
    const reason = values.leaderWorkerSet?.enabled
      ? `${maxLength} characters with up to ${maxGroups(
          values,
        )} groups, or the names of its pods are too long for the StatefulSet controller`
      : `${maxLength} characters, as the name of a Service`;
    rules.push(`must have at most ${reason}`);
  }
  return rules.map(rule => ({
    severity: 'error',
    path,
    message: `"${name}" ${rule}: use ${suggestion(name, maxLength, path)}`,
  }));
}

/** A release's name is changed best by overriding the whole name. */
function suggestion(name: string, maxLength: number, path: string): string {
  const working = workingName(name, maxLength);
  return path === 'release'
    ? `fullnameOverride: ${working}, or another release name`
    : working;
}

/** Issues of a Helm release's name: it becomes a label. */
export function releaseIssues(release: string): ValueIssue[] {
  const works =
    release.length <= 53 &&
    release.split('.').every(part => DNS_1123.test(part));
  return works
    ? []
    : [
        {
          severity: 'error',
          path: 'release',
          message: `"${release}" must be a release name of Helm, at most 53 lower-case letters, digits, "-" and ".": use ${workingName(
            release,
            53,
          )}`,
        },
      ];
}

/** Issues of a namespace's name. */
export function namespaceIssues(namespace: string): ValueIssue[] {
  return DNS_1123.test(namespace) && namespace.length <= MAX_LABEL
    ? []
    : [
        {
          severity: 'error',
          path: 'namespace',
          message: `"${namespace}" must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends: use ${workingName(
            namespace,
            MAX_LABEL,
          )}`,
        },
      ];
}
