import type { ValueIssue } from '../api/contract';
import { scaled } from '../values/intOrPercent';
import { issueOf } from '../values/issues';
import type { AikitValues } from '../values/schema';

/** Name of the chart, and of its containers. */
export const CHART_NAME = 'aikit';

/** Longest DNS label. */
const MAX_LABEL = 63;

/** Longest release name that Helm takes. */
const MAX_RELEASE = 53;

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
 * by its replicas, and those that a rollout adds for a while.
 */
function maxGroups(values: AikitValues): number {
  const { autoscaling, leaderWorkerSet } = values;
  const groups = autoscaling?.enabled
    ? autoscaling.maxReplicas
    : leaderWorkerSet?.replicas ?? 1;
  const { maxSurge = 0 } =
    leaderWorkerSet?.rolloutStrategy?.rollingUpdateConfiguration ?? {};
  return groups + scaled(maxSurge, groups, Math.ceil);
}

function groupCount(values: AikitValues): string {
  const count = maxGroups(values);
  return `${count} group${count === 1 ? '' : 's'}`;
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
 * A warning where LeaderWorkerSet may give the name to something of its own:
 * group 0 of a workload `chat` has a Service and a StatefulSet `chat-0`.
 *
 * @param path - where the name was given
 */
function groupNameIssues(name: string, path: string): ValueIssue[] {
  const [, other, index] = /^(.+)-(0|[1-9]\d*)$/.exec(name) ?? [];
  return other === undefined
    ? []
    : [
        issueOf({
          rule: 'group-name',
          severity: 'warning',
          path: [path],
          message: `"${name}" is what LeaderWorkerSet calls the Service of group ${index} of a workload named ${other}: use ${other}-v${index} if there is one, or may be`,
          given: name,
          suggestion: path === 'release' ? undefined : `${other}-v${index}`,
        }),
      ];
}

/**
 * Issues of a workload's name: the rules it breaks, and a name that would do;
 * or else a warning, if it may clash with another workload's.
 *
 * @param path - where the name was given
 */
export function nameIssues(
  name: string,
  values: AikitValues,
  path: string,
): ValueIssue[] {
  const maxLength = maxNameLength(values);
  const rules: [rule: string, sentence: string][] = [];
  if (!DNS_1035.test(name)) {
    rules.push([
      'dns-name',
      'must be lower-case letters, digits and "-", starting with a letter and ending with a letter or digit',
    ]);
  }
  if (name.length > maxLength) {
    const reason = values.leaderWorkerSet?.enabled
      ? `${maxLength} characters with up to ${groupCount(
          values,
        )}, or the names of its pods are too long for the StatefulSet controller`
      : `${maxLength} characters, as the name of a Service`;
    rules.push(['name-length', `must have at most ${reason}`]);
  }
  if (rules.length === 0) {
    return groupNameIssues(name, path);
  }
  const working = workingName(name, maxLength);
  const wayOut =
    path === 'release'
      ? `fullnameOverride: ${working}, or another release name`
      : working;
  return rules.map(([rule, sentence]) =>
    issueOf({
      rule,
      path: [path],
      message: `"${name}" ${sentence}: use ${wayOut}`,
      given: name,
      // A release's name is changed best by overriding the whole name.
      suggestion: path === 'release' ? undefined : working,
    }),
  );
}

/** Issues of a Helm release's name: it becomes a label. */
export function releaseIssues(release: string): ValueIssue[] {
  const works =
    release.length <= MAX_RELEASE &&
    release.split('.').every(part => DNS_1123.test(part));
  if (works) {
    return [];
  }
  const suggestion = workingName(release, MAX_RELEASE);
  return [
    issueOf({
      rule: 'release-name',
      path: ['release'],
      message: `"${release}" must be a release name of Helm, at most ${MAX_RELEASE} lower-case letters, digits, "-" and ".": use ${suggestion}`,
      given: release,
      suggestion,
    }),
  ];
}

/** Issues of a namespace's name. */
export function namespaceIssues(namespace: string): ValueIssue[] {
  if (DNS_1123.test(namespace) && namespace.length <= MAX_LABEL) {
    return [];
  }
  const suggestion = workingName(namespace, MAX_LABEL);
  return [
    issueOf({
      rule: 'dns-name',
      path: ['namespace'],
      message: `"${namespace}" must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends: use ${suggestion}`,
      given: namespace,
      suggestion,
    }),
  ];
}
