import { isDeepStrictEqual } from 'node:util';
import { matchesSelector } from '../controllers/selector';
import {
  CUSTOM_RESOURCE_DEFINITIONS,
  DEPLOYMENTS,
  NAMESPACES,
  PODS,
  qualifiedName,
  REPLICA_SETS,
  ResourceType,
  SERVICES,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { JsonObject, objectIn, valueAt } from './json';
import {
  checkLabel,
  checkLabelValue,
  checkLabelKey,
  checkSubdomain,
} from './names';
import { checkPodSpec } from './podRules';
import { Problems } from './problems';

/** Kinds whose names are labels of the DNS; others' are subdomains. */
const NAMED_BY_LABEL = [NAMESPACES, SERVICES].map(qualifiedName);

/** Adds what is wrong with an object's name, labels and finalizers. */
export function checkMetadata(
  type: ResourceType,
  { metadata }: KubeObject,
  previous: KubeObject | undefined,
  problems: Problems,
) {
  const { name, labels = {}, finalizers = [] } = metadata;
  const byLabel = NAMED_BY_LABEL.includes(qualifiedName(type));
  const checkName = byLabel ? checkLabel : checkSubdomain;
  problems.invalid('metadata.name', name, ...checkName(name));
  for (const [key, value] of Object.entries(labels)) {
    const field = 'metadata.labels';
    problems.invalid(field, key, ...checkLabelKey(key));
    problems.invalid(field, value, ...checkLabelValue(value));
  }
  const { deletionTimestamp, finalizers: kept = [] } = previous?.metadata ?? {};
  const added = finalizers.filter(each => !kept.includes(each));
  if (deletionTimestamp && added.length > 0) {
    const list = added.map(each => JSON.stringify(each)).join(', ');
    problems.forbidden(
      'metadata.finalizers',
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`,
    );
  }
}

const WITH_TEMPLATE = [DEPLOYMENTS, REPLICA_SETS, STATEFUL_SETS].map(
  qualifiedName,
);

/**
 * Adds what is wrong with an object of a built-in kind, whose types are right
 * and whose defaults are filled in. The rules are those of Kubernetes 1.36 that
 * workloads of models meet.
 *
 * @param previous - the stored object, when it is changed
 */
export function checkBuiltIn(
  type: ResourceType,
  object: KubeObject,
  previous: KubeObject | undefined,
  problems: Problems,
) {
  const name = qualifiedName(type);
  const spec = objectIn(object, 'spec');
  if (name === PODS.plural) {
    checkPodSpec(spec, 'spec', problems);
  } else if (WITH_TEMPLATE.includes(name)) {
    checkTemplate(spec, problems);
  } else if (name === qualifiedName(CUSTOM_RESOURCE_DEFINITIONS)) {
    const named = `${valueAt(spec, 'names.plural')}.${spec.group}`;
    if (object.metadata.name !== named) {
      const why = 'must be spec.names.plural+"."+spec.group';
      problems.invalid('metadata.name', object.metadata.name, why);
    }
  }
  if (previous) {
    checkChange(name, spec, objectIn(previous, 'spec'), problems);
  }
}

function checkTemplate(spec: JsonObject, problems: Problems) {
  problems.notNegative('spec.replicas', spec.replicas);
  const selector = objectIn(spec, 'selector');
  const template = objectIn(spec, 'template');
  const labels = valueAt(template, 'metadata.labels');
  if (!matchesSelector(labels as Record<string, string>, selector)) {
    const why = '`selector` does not match template `labels`';
    problems.invalid('spec.template.metadata.labels', labels, why);
  }
  checkPodSpec(objectIn(template, 'spec'), 'spec.template.spec', problems);
}

/**
 * What of a spec may change once it is there, and what is said of the rest. The
 * real rules go on inside of these fields.
 */
const CHANGEABLE: Record<string, { fields: string[]; otherwise: string }> = {
  [PODS.plural]: {
    fields: [
      'containers',
      'initContainers',
      'activeDeadlineSeconds',
      'tolerations',
      'terminationGracePeriodSeconds',
      'schedulingGates',
    ],
    otherwise:
      'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
  },
  [qualifiedName(STATEFUL_SETS)]: {
    fields: [
      'replicas',
      'ordinals',
      'template',
      'updateStrategy',
      'revisionHistoryLimit',
      'persistentVolumeClaimRetentionPolicy',
      'minReadySeconds',
    ],
    otherwise:
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  },
};

function checkChange(
  kind: string,
  spec: JsonObject,
  before: JsonObject,
  problems: Problems,
) {
  const rule = CHANGEABLE[kind];
  if (rule) {
    const fixed = (of: JsonObject) => ({
      ...of,
      ...Object.fromEntries(rule.fields.map(field => [field, 0])),
    });
    if (!isDeepStrictEqual(fixed(spec), fixed(before))) {
      problems.forbidden('spec', rule.otherwise);
    }
  } else if (
    WITH_TEMPLATE.includes(kind) &&
    !isDeepStrictEqual(spec.selector, before.selector)
  ) {
    problems.invalid('spec.selector', spec.selector, 'field is immutable');
  }
}
