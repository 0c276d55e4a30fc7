import { WorkloadStatus } from '@aikit-backstage/plugin-aikit-common';
import { ComponentEntity, parseEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toComponent } from './toComponent';

/** A component, and the clusters its workloads run in. */
export interface RunningComponent {
  entity: ComponentEntity;
  clusters: string[];
}

/**
 * Joins running workloads to components, by the full reference that each was
 * submitted for. Several workloads of one reference are one component.
 * Workloads of entities that are no components are left to whoever described
 * those.
 *
 * @returns components by full entity reference
 */
export function toComponents(
  workloads: WorkloadStatus[],
  logger: LoggerService,
): Map<string, RunningComponent> {
  const byRef = new Map<string, WorkloadStatus[]>();
  for (const workload of workloads) {
    const ref = workload.catalog?.entityRef;
    if (ref) {
      // References that differ in case only are the same entity.
      const key = ref.toLocaleLowerCase('en-US');
      byRef.set(key, [...(byRef.get(key) ?? []), workload]);
    }
  }

  const components = new Map<string, RunningComponent>();
  for (const [ref, members] of byRef) {
    const { cluster, namespace, name, catalog } = members[0];
    const where = `workload ${cluster}/${namespace}/${name}`;
    try {
      // The case of the name is that of the label the workload carries.
      const entityName = parseEntityRef(catalog?.entityRef ?? ref);
      if (entityName.kind.toLocaleLowerCase('en-US') === 'component') {
        components.set(ref, {
          entity: toComponent(entityName, members),
          clusters: [...new Set(members.map(member => member.cluster))],
        });
      } else {
        logger.debug(`Leaving out ${where}: ${ref} is not a component`);
      }
    } catch (error) {
      logger.warn(
        `Leaving out ${where}: bad entity reference '${ref}'`,
        toError(error),
      );
    }
  }
  return components;
}
