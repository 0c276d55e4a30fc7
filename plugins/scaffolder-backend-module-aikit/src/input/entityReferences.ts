import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** What an action's input says about the workload's place in the catalog. */
export interface EntityReferenceInput {
  name: string;
  entityRef?: string;
  owner?: string;
  system?: string;
}

/** The same as full references, such as `group:default/team-search`. */
export interface EntityReferences {
  entityRef: string;
  owner?: string;
  system?: string;
}

/**
 * Completes the references of an action's input. Without an `entityRef` the
 * entity is the component of the workload's name.
 *
 * @throws InputError for text that is no entity reference.
 */
export function entityReferences(
  input: EntityReferenceInput,
): EntityReferences {
  const entityRef = input.entityRef || `component:default/${input.name}`;
  return {
    entityRef: complete('entityRef', entityRef, 'Component'),
    ...(input.owner && { owner: complete('owner', input.owner, 'Group') }),
    ...(input.system && { system: complete('system', input.system, 'System') }),
  };
}

function complete(field: string, ref: string, defaultKind: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch (error) {
    throw new InputError(
      `${field} '${ref}' is no entity reference; write it as ${defaultKind.toLocaleLowerCase(
        'en-US',
      )}:default/name`,
      error,
    );
  }
}
