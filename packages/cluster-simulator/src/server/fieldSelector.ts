import { badRequest } from '../api/apiError';
import { qualifiedName, ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { isBuiltIn } from './representation';

/** Fields beside name and namespace that selectors may name. */
const FIELDS: Record<string, string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/** What a field is when it is absent, where that is not the empty string. */
const ABSENT: Record<string, string> = {
  'spec.hostNetwork': 'false',
  'spec.unschedulable': 'false',
};

function valueOf(object: KubeObject, field: string): string {
  // A selector sees the component in the place of an event's source.
  const path = field === 'source' ? 'source.component' : field;
  let value: unknown = object;
  for (const name of path.split('.')) {
    value = (value as Record<string, unknown> | undefined)?.[name];
  }
  if (field === 'source' && !value) {
    return valueOf(object, 'reportingComponent');
  }
  return value === undefined || value === null
    ? ABSENT[field] ?? ''
    : String(value);
}

function checkField(type: ResourceType, field: string) {
  const fields = FIELDS[qualifiedName(type)];
  const known =
    field === 'metadata.name' ||
    (field === 'metadata.namespace' && (type.namespaced || !fields)) ||
    fields?.includes(field);
  if (!known) {
    throw badRequest(
      fields || !isBuiltIn(type)
        ? `field label not supported: ${field}`
        : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
    );
  }
}

/** Terms are separated by commas; a backslash makes one part of a value. */
function splitTerms(text: string): string[] {
  return (text.match(/(\\.|[^,\\])+/g) ?? []).filter(Boolean);
}

/**
 * Reads a field selector, such as `spec.nodeName=a,status.phase!=Running`.
 *
 * @see pkg/apis/core/v1/conversion.go of Kubernetes for the fields
 * @returns whether an object fulfils it
 * @throws ApiError 400
 */
export function parseFieldSelector(
  type: ResourceType,
  text: string,
): (object: KubeObject) => boolean {
  const terms = splitTerms(text).map(term => {
    const parts = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
    if (!parts) {
      throw badRequest(
        `invalid selector: '${text}'; can't understand '${term}'`,
      );
    }
    const [, field, operator, value] = parts;
    checkField(type, field);
    const wanted = value.replace(/\\(.)/g, '$1');
    return (object: KubeObject) =>
      (valueOf(object, field) === wanted) === (operator !== '!=');
  });
  return object => terms.every(term => term(object));
}
