import { parseEntityRef } from '@backstage/catalog-model';
import { WORKLOAD_ANNOTATIONS } from '../api/annotations';
import { kubernetesId } from '../api/entityRefs';
import type { ValueIssue } from '../api/contract';
import { issueOf } from '../values/issues';
import { plainIssues } from '../values/plain';
import { LABEL_VALUE, LABEL_VALUE_RULE } from '../values/scalars';
import { defined } from './context';

/**
 * Where a workload belongs in the catalog.
 *
 * @public
 */
export interface CatalogInput {
  entityRef?: string;
  owner?: string;
  system?: string;
}

/** The entity's id and full reference, or why there is neither. */
function readEntityRef(entityRef: string): {
  id?: string;
  reference?: string;
  problem?: string;
} {
  try {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    if (name && LABEL_VALUE.test(name)) {
      const id = kubernetesId({ namespace, name });
      return { id, reference: `${kind}:${namespace}/${name}` };
    }
    return {
      problem: `names the entity "${name}", whose name ${LABEL_VALUE_RULE}`,
    };
  } catch {
    return {
      problem: `must be an entity reference such as component:default/chat, not "${entityRef}"`,
    };
  }
}

function referenceIssues(
  entityRef: string | undefined,
  { problem }: { problem?: string },
): ValueIssue[] {
  return problem
    ? [
        issueOf({
          rule: 'entity-reference',
          path: ['entityRef'],
          message: problem,
          given: entityRef,
        }),
      ]
    : [];
}

/**
 * What a workload's objects say about its catalog entity: its id, for the
 * label of the Kubernetes plugin, and the annotations of the workload.
 *
 * @public
 */
export function catalogMetadata({ entityRef, owner, system }: CatalogInput): {
  entityId?: string;
  annotations: Record<string, string>;
  issues: ValueIssue[];
} {
  const unreadable = plainIssues({ entityRef, owner, system });
  const entity = entityRef === undefined ? {} : readEntityRef(entityRef);
  return {
    entityId: entity.id,
    annotations: defined({
      [WORKLOAD_ANNOTATIONS.entityRef]: entity.reference,
      [WORKLOAD_ANNOTATIONS.owner]: owner || undefined,
      [WORKLOAD_ANNOTATIONS.system]: system || undefined,
    }) as Record<string, string>,
    issues:
      unreadable.length > 0 ? unreadable : referenceIssues(entityRef, entity),
  };
}
