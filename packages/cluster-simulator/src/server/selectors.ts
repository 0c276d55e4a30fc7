import { badRequest } from '../api/apiError';
import { qualifiedName, ResourceType } from '../objects/resourceTypes';
import { matchesSelector } from '../objects/selector';
import { KubeObject } from '../objects/types';
import { valueAt } from '../resources/json';
import { ResourceCall } from './call';

const TERM =
  /^(?<absent>!\s*)?(?<key>[^\s=!(),]+)(?:\s*(?<equals>==?|!=)\s*(?<value>[^\s=!(),]*)|\s+(?<among>in|notin)\s*\((?<values>[^()=!]*)\))?$/;

function labelTerm(term: string) {
  const parts = TERM.exec(term)?.groups;
  if (!parts) {
    const [, after] = /\s(?:in|notin)\s*(\S*)$/.exec(term) ?? [];
    const problem =
      after === undefined
        ? `found '${term}', expected: identifier`
        : `found '${after}' expected: '('`;
    throw badRequest(`unable to parse requirement: ${problem}`);
  }
  const { absent, key, equals, value, among, values } = parts;
  if (!equals && !among) {
    return { key, operator: absent ? 'DoesNotExist' : 'Exists' } as const;
  }
  return {
    key,
    operator: equals === '!=' || among === 'notin' ? 'NotIn' : 'In',
    values: among ? values.split(',').map(text => text.trim()) : [value],
  } as const;
}

/** Fields that selectors may name, besides name and namespace. */
const FIELDS: Record<string, string[]> = {
  pods: ['spec.nodeName', 'status.phase', 'status.podIP'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'reason',
    'type',
  ],
};

function fieldTerm(term: string, type: ResourceType) {
  const parts = /^(.*?)(!=|==|=)(.*)$/.exec(term);
  if (!parts) {
    throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
  }
  const [, field, operator, value] = parts;
  const fields = FIELDS[qualifiedName(type)] ?? [];
  if (!['metadata.name', 'metadata.namespace', ...fields].includes(field)) {
    throw badRequest(`field label not supported: ${field}`);
  }
  return (object: KubeObject) =>
    (String(valueAt(object, field) ?? '') === value) === (operator !== '!=');
}

/**
 * Whether an object is in the namespace of a call and fulfils its selectors:
 * of labels, `a=b,c!=d,e in (x,y),f notin (z),g,!h`, and of fields,
 * `spec.nodeName=a,status.phase!=Running`.
 *
 * @throws ApiError 400
 */
export function selection({ type, namespace, options }: ResourceCall) {
  const { labelSelector = '', fieldSelector = '' } = options;
  const matchExpressions = labelSelector
    .split(/,(?![^(]*\))/)
    .filter(Boolean)
    .map(term => labelTerm(term.trim()));
  const fields = fieldSelector
    .split(',')
    .filter(Boolean)
    .map(term => fieldTerm(term, type));
  return (object: KubeObject) =>
    (!namespace || object.metadata.namespace === namespace) &&
    matchesSelector(object.metadata.labels, { matchExpressions }) &&
    fields.every(fits => fits(object));
}
