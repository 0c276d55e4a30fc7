import { isDeepStrictEqual } from 'node:util';
import { parseQuantity } from '@aikit-backstage/plugin-aikit-common';
import { qualifiedName, ResourceType } from '../objects/resourceTypes';
import { matchesSelector } from '../objects/selector';
import { KubeObject } from '../objects/types';
import { JsonObject, objectIn, valueAt } from './json';
import { Problems } from './problems';

/**
 * Says what is wrong with a text, in the words of the API server.
 *
 * @param limit - the most that it may be long, such as `63 bytes`
 * @param examples - of right values, as the API server gives them
 */
function pattern(
  regex: string,
  limit: string,
  says: string,
  ...examples: string[]
): (text: string) => string[] {
  const expression = new RegExp(`^(?:${regex})$`);
  const list = examples.map(example => `'${example}'`).join(',  or ');
  const why = `${says} (e.g. ${list}, regex used for validation is '${regex}')`;
  return text => [
    ...(text.length > parseInt(limit, 10)
      ? [`must be no more than ${limit}`]
      : []),
    ...(expression.test(text) ? [] : [why]),
  ];
}

/** A name such as most objects have: a lowercase RFC 1123 subdomain. */
const checkSubdomain = pattern(
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*',
  '253 characters',
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  'example.com',
);

/** The value of an object's label. */
const checkLabelValue = pattern(
  '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?',
  '63 bytes',
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyValue',
  'my_value',
  '12345',
);

/** The key of a label, without its prefix. */
const checkLabelName = pattern(
  '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
  '63 bytes',
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyName',
  'my.name',
  '123-abc',
);

/** Adds what is wrong with an object's name, labels and finalizers. */
export function checkMetadata(
  { kind }: ResourceType,
  { metadata }: KubeObject,
  previous: KubeObject | undefined,
  problems: Problems,
) {
  const { name, labels = {}, finalizers = [] } = metadata;
  const isLabel = kind === 'Namespace' || kind === 'Service';
  const hasDots = isLabel && name.includes('.');
  const wrong = hasDots ? ['must not contain dots'] : checkSubdomain(name);
  problems.invalid('metadata.name', name, ...wrong);
  for (const [key, value] of Object.entries(labels)) {
    const field = 'metadata.labels';
    const keyName = key.replace(/^[^/]*\//, '');
    problems.invalid(field, key, ...checkLabelName(keyName));
    problems.invalid(field, value, ...checkLabelValue(value));
  }
  const { deletionTimestamp, finalizers: kept = [] } = previous?.metadata ?? {};
  const added = finalizers.filter(each => !kept.includes(each));
  if (deletionTimestamp && added.length > 0) {
    const list = added.map(each => JSON.stringify(each)).join(', ');
    const why = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`;
    problems.add('Forbidden', 'metadata.finalizers', why);
  }
}

const WITH_TEMPLATE = ['Deployment', 'ReplicaSet', 'StatefulSet'];

/**
 * For kinds whose spec is mostly immutable: the complaint about a change of any
 * field that it does not name. The real rules also check inside those fields.
 */
const CHANGEABLE: Record<string, string> = {
  pods: 'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
  'statefulsets.apps':
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
};

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
  const spec = objectIn(object, 'spec');
  const before = objectIn(previous, 'spec');
  if (type.kind === 'Pod') {
    checkPodSpec(spec, 'spec', problems);
  } else if (WITH_TEMPLATE.includes(type.kind)) {
    checkTemplate(spec, problems);
  } else if (type.kind === 'CustomResourceDefinition') {
    const { name } = object.metadata;
    if (name !== `${valueAt(spec, 'names.plural')}.${spec.group}`) {
      const why = 'must be spec.names.plural+"."+spec.group';
      problems.invalid('metadata.name', name, why);
    }
  }
  const rule = CHANGEABLE[qualifiedName(type)];
  if (previous && rule) {
    const isFixed = (field: string) =>
      field !== 'schedulingGates' && !new RegExp(`\\b${field}\\b`).test(rule);
    const hasChanged = Object.keys({ ...before, ...spec })
      .filter(isFixed)
      .some(field => !isDeepStrictEqual(spec[field], before[field]));
    if (hasChanged) {
      problems.add('Forbidden', 'spec', rule);
    }
  } else if (
    previous &&
    WITH_TEMPLATE.includes(type.kind) &&
    !isDeepStrictEqual(spec.selector, before.selector)
  ) {
    problems.invalid('spec.selector', spec.selector, 'field is immutable');
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

function checkPodSpec(spec: JsonObject, path: string, problems: Problems) {
  if (isDeepStrictEqual(spec.containers ?? [], [])) {
    problems.add('Required', `${path}.containers`);
  }
  for (const field of ['containers', 'initContainers']) {
    const names = new Set<unknown>();
    const list = (spec[field] ?? []) as JsonObject[];
    list.forEach(({ name, image, resources }, index) => {
      const at = `${path}.${field}[${index}]`;
      if (!name) {
        problems.add('Required', `${at}.name`);
      } else if (names.has(name)) {
        problems.add('Duplicate', `${at}.name`, JSON.stringify(name));
      }
      names.add(name);
      if (!image) {
        problems.add('Required', `${at}.image`);
      }
      checkResources(resources, `${at}.resources`, problems);
    });
  }
}

/** Resources that can be overcommitted. */
const OVERCOMMITTED = /^(cpu|memory|ephemeral-storage)$/;

function checkResources(resources: unknown, path: string, problems: Problems) {
  for (const field of ['limits', 'requests']) {
    const amounts = Object.entries(objectIn(resources, field));
    for (const [name, quantity] of amounts) {
      if (name.includes('/') && !Number.isInteger(amount(quantity))) {
        const at = `${path}.${field}[${name}]`;
        problems.invalid(at, quantity, 'must be an integer');
      }
    }
  }
  const limits = objectIn(resources, 'limits');
  const requests = Object.entries(objectIn(resources, 'requests'));
  for (const [name, request] of requests) {
    const limit = limits[name];
    const more = amount(request) - amount(limit);
    const shared = OVERCOMMITTED.test(name);
    if (limit === undefined && !shared) {
      const why = 'Limit must be set for non overcommitable resources';
      problems.add('Required', `${path}.limits`, why);
    } else if (shared ? more > 0 : more !== 0) {
      const rule = shared ? 'less than or equal to' : 'equal to';
      const why = `must be ${rule} ${name} limit of ${limit}`;
      problems.invalid(`${path}.requests`, request, why);
    }
  }
}

function amount(quantity: unknown): number {
  return parseQuantity(String(quantity)) ?? Number.NaN;
}
