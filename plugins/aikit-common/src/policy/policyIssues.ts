import type { Manifest, ValueIssue } from '../api/contract';
import { brokenRules } from '../values/rules/rule';
import { cloudIdentities, hosts, rbac } from './accessRules';
import { ask, Judged, PolicyRule } from './judged';
import { models } from './models';
import { filled, Placeholders } from './patterns';
import { cluster, namespace } from './placeRules';
import {
  appArmor,
  classes,
  images,
  requiredLabels,
  reservedLabels,
  serviceAccounts,
} from './podRules';
import { podsOfManifest, WorkloadManifest } from './pods';
import type { Limits } from '../api/policy';
import { ownerName } from './policy';
import { secretsInValues } from './secretsInValues';
import { approval, size } from './size';
import { claimTemplates, secrets, volumeKinds } from './volumeRules';

/** In the order in which their issues are shown. */
const PLACE_RULES: readonly PolicyRule[] = [cluster, namespace];

const RULES: readonly PolicyRule[] = [
  ...PLACE_RULES,
  images,
  models,
  size,
  approval,
  serviceAccounts,
  cloudIdentities,
  rbac,
  volumeKinds,
  claimTemplates,
  secrets,
  secretsInValues,
  classes,
  appArmor,
  hosts,
  requiredLabels,
  reservedLabels,
];

/** More than anybody reads. */
const MAX_ISSUES = 100;

/** Limits with the placeholders of their patterns filled in. */
function filledLimits(limits: Limits, known: Placeholders): Limits {
  const fill = (patterns: string[]) => filled(patterns, known);
  return {
    ...limits,
    clusters: fill(limits.clusters),
    namespaces: fill(limits.namespaces),
    images: fill(limits.images),
    models: fill(limits.models),
    serviceAccounts: fill(limits.serviceAccounts),
    rbac: fill(limits.rbac),
    priorityClasses: fill(limits.priorityClasses),
    runtimeClasses: fill(limits.runtimeClasses),
    hosts: fill(limits.hosts),
    volumes: {
      ...limits.volumes,
      secrets: fill(limits.volumes.secrets),
      hostPaths: fill(limits.volumes.hostPaths),
    },
  };
}

function judge(
  rules: readonly PolicyRule[],
  limits: Limits,
  { namespace: where, name, ...rest }: PolicyInput,
): ValueIssue[] {
  const { manifests = [] } = rest;
  const known = { owner: ownerName(limits), namespace: where, name };
  const judged: Judged = {
    limits: filledLimits(limits, known),
    cluster: rest.cluster,
    namespace: where,
    name,
    manifests,
    models: rest.models ?? [],
    pods: (manifests as readonly WorkloadManifest[]).flatMap(podsOfManifest),
  };
  return brokenRules(judged, rules, undefined)
    .slice(0, MAX_ISSUES)
    .map(issue => ({ ...issue, message: `${issue.message}. ${ask(limits)}` }));
}

/**
 * A workload to judge.
 *
 * @public
 */
export interface PolicyInput {
  /** Absent where it is not known, as in a repository of manifests. */
  cluster?: string;
  namespace: string;
  name: string;
  /** As they were rendered, complete: nothing else says what will run. */
  manifests?: readonly Manifest[];
  /** Models that it is known to serve, beside those that manifests name. */
  models?: readonly string[];
}

/**
 * What of a workload the policy does not allow: errors with the limit, what
 * would do and whom to ask, and warnings. It judges what was rendered, so that
 * nothing gets past by another way to write the same.
 *
 * The level of Pod Security (`podSecurityViolations` of the node package) and
 * the owner's total, which only the backend knows, are judged apart.
 *
 * @param limits - of the workload's owner
 * @returns paths are of the values, or `cluster` and `namespace`
 * @public
 */
export function policyIssues(limits: Limits, input: PolicyInput): ValueIssue[] {
  return judge(RULES, limits, input);
}

/**
 * The same of the place alone, where what will run is not known yet.
 *
 * @public
 */
export function policyPlaceIssues(
  limits: Limits,
  place: Pick<PolicyInput, 'cluster' | 'namespace' | 'name'>,
): ValueIssue[] {
  return judge(PLACE_RULES, limits, place);
}
