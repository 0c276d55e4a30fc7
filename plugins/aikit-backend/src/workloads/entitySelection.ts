import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import {
  KUBERNETES_ANNOTATIONS,
  KUBERNETES_ID_LABEL,
  kubernetesId,
  Policy,
} from '@aikit-backstage/plugin-aikit-common';
import { Labels, parseLabelSelector } from './labelSelector';
import { WorkloadRow } from './rows';

/**
 * Which workloads belong to something.
 */
export interface WorkloadSelection {
  /** Of whose workloads these are: one for each entity. */
  readonly id: string;
  /** The entity of which the portal's users are told when they change. */
  readonly entityRef?: string;
  /** Equal for selections that select the same. */
  readonly signature: string;
  /** Only this cluster; all clusters when absent. */
  readonly cluster?: string;
  matches(workload: WorkloadRow): boolean;
}

/**
 * Reads the Kubernetes plugin's annotations of an entity. Whoever writes these
 * need not be asked for what they select, so of workloads that say of no entity
 * that they belong to it, only those are selected that the policy lets appear
 * on the entity: by default those with the label of its own id.
 *
 * Like that plugin, it takes the label selector before the id, and ignores
 * empty annotations: an empty selector would select every workload there is.
 *
 * @returns undefined for an entity that has neither of the two
 * @throws InputError for a label selector that cannot be read
 */
export function entitySelection(
  entity: Entity,
  unclaimed: Policy['unclaimed'],
): WorkloadSelection | undefined {
  const annotation = (name: string) =>
    entity.metadata.annotations?.[name]?.trim() || undefined;
  const id = annotation(KUBERNETES_ANNOTATIONS.id);
  const selector = annotation(KUBERNETES_ANNOTATIONS.labelSelector);
  const namespace = annotation(KUBERNETES_ANNOTATIONS.namespace);
  const cluster = annotation(KUBERNETES_ANNOTATIONS.cluster);
  if (!id && !selector) {
    return undefined;
  }

  const matchesLabels = selector
    ? readSelector(selector, entity)
    : (labels: Labels) => labels[KUBERNETES_ID_LABEL] === id;
  const entityRef = stringifyEntityRef(entity);
  const ownId = kubernetesId(entity.metadata);
  const mayAppear = (workload: WorkloadRow) =>
    workload.entityRef !== undefined ||
    unclaimed === 'all' ||
    (unclaimed === 'labelled' &&
      workload.labels[KUBERNETES_ID_LABEL] === ownId);
  return {
    id: entityRef,
    entityRef,
    signature: JSON.stringify([selector ?? { id }, namespace, cluster]),
    ...(cluster && { cluster }),
    matches: workload =>
      (!cluster || workload.cluster === cluster) &&
      (!namespace || workload.namespace === namespace) &&
      matchesLabels(workload.labels) &&
      mayAppear(workload),
  };
}

function readSelector(selector: string, entity: Entity) {
  try {
    return parseLabelSelector(selector);
  } catch (error) {
    throw new InputError(
      `The annotation ${
        KUBERNETES_ANNOTATIONS.labelSelector
      } of ${stringifyEntityRef(entity)} cannot be read: ${
        toError(error).message
      }`,
    );
  }
}
