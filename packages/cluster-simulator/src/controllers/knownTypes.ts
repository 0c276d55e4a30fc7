import { apiVersionOf, ResourceType } from '../objects/resourceTypes';
import { KubeObject, OwnerReference } from '../objects/types';

/** The kinds of a cluster, those of its CRDs too. */
export interface KnownTypes {
  all(): readonly ResourceType[];
}

/** The kind of an object, or of what a reference means. */
export function typeOf(
  types: KnownTypes,
  {
    apiVersion,
    kind,
  }: Pick<KubeObject | OwnerReference, 'apiVersion' | 'kind'>,
): ResourceType | undefined {
  return types
    .all()
    .find(type => type.kind === kind && apiVersionOf(type) === apiVersion);
}
