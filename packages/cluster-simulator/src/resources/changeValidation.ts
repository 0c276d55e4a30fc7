import { isDeepStrictEqual } from 'node:util';
import {
  DEPLOYMENTS,
  PODS,
  qualifiedName,
  REPLICA_SETS,
  ResourceType,
  SERVICES,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { JsonObject, objectIn, objectsIn } from './json';
import { Problems } from './problems';

/** Fields of a spec that may change once it is there, and the word on others. */
const CHANGEABLE: Record<string, { fields: string[]; otherwise: string }> = {
  [PODS.plural]: {
    fields: [
      'containers',
      'initContainers',
      'activeDeadlineSeconds',
      'tolerations',
      'terminationGracePeriodSeconds',
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
const WITH_SELECTOR = [DEPLOYMENTS, REPLICA_SETS].map(qualifiedName);

/** Adds changes of a built-in kind that may not be made. */
export function validateChange(
  type: ResourceType,
  object: JsonObject,
  previous: JsonObject,
  problems: Problems,
) {
  const [spec, before] = [object, previous].map(of => objectIn(of, 'spec'));
  const name = qualifiedName(type);
  const rule = CHANGEABLE[name];
  const fixed = (of: JsonObject) => [
    { ...of, ...Object.fromEntries(rule.fields.map(field => [field, null])) },
    ['containers', 'initContainers'].map(list =>
      objectsIn(of, list).map(container => ({ ...container, image: '' })),
    ),
  ];
  if (rule && !isDeepStrictEqual(fixed(spec), fixed(before))) {
    problems.forbidden('spec', rule.otherwise);
  }
  if (
    WITH_SELECTOR.includes(name) &&
    !isDeepStrictEqual(spec.selector, before.selector)
  ) {
    problems.invalid('spec.selector', spec.selector, 'field is immutable');
  }
  const addresses = spec.clusterIP && [spec.clusterIP];
  if (
    name === SERVICES.plural &&
    addresses &&
    before.clusterIPs &&
    !isDeepStrictEqual(addresses, before.clusterIPs)
  ) {
    const why = 'may not change once set';
    problems.invalid('spec.clusterIPs[0]', addresses, why);
  }
}
