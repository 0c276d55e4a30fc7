import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ComponentEntity,
  CompoundEntityRef,
  parseEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  fullEntityRef,
  KUBERNETES_ANNOTATIONS,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { describeImage } from './image';

/** A component, and the clusters its workloads run in. */
export interface RunningComponent {
  entity: ComponentEntity;
  clusters: string[];
}

/**
 * Makes components of running workloads: one for all that were submitted for
 * the same entity. If that entity is not a component, somebody else describes
 * it, and its workloads are left out.
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
      const key = fullEntityRef(ref) ?? ref;
      byRef.set(key, [...(byRef.get(key) ?? []), workload]);
    }
  }

  const components = new Map<string, RunningComponent>();
  for (const [ref, members] of byRef) {
    const { cluster, namespace, name, catalog } = members[0];
    const where = `workload ${cluster}/${namespace}/${name}`;
    try {
      // The name as the label on the workload has it, in the same case.
      const entityName = parseEntityRef(catalog?.entityRef ?? ref);
      if (ref.startsWith('component:')) {
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

/**
 * Owner of a workload that was submitted without one. The catalog shows a group
 * that does not exist, so somebody notices.
 */
const UNKNOWN_OWNER = 'unknown';

/**
 * The catalog component of one or more running workloads.
 *
 * Its lifecycle is always `production`, since nothing on a workload says
 * otherwise. Who wants another describes the component in a repository.
 *
 * @param ref - where the workloads belong; kind `component`
 * @param workloads - at least one
 */
function toComponent(
  ref: CompoundEntityRef,
  workloads: WorkloadStatus[],
): ComponentEntity {
  // Workloads come in the order of their health; the entity must not change with it.
  const sorted = [...workloads].sort((a, b) =>
    place(a).localeCompare(place(b), 'en-US'),
  );
  const [first] = sorted;
  const system = firstOf(sorted, ({ catalog }) => catalog?.system);
  const image = describeImage(firstOf(sorted, workload => workload.image));
  const location = stringifyLocationRef({
    type: 'aikit',
    target: place(first),
  });

  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: ref.namespace,
      name: ref.name,
      description: describe(sorted, image?.name),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [KUBERNETES_ANNOTATIONS.id]: ref.name,
        // Each narrows the selection, and so must hold for every workload.
        ...onlyOne(
          KUBERNETES_ANNOTATIONS.namespace,
          sorted.map(({ namespace }) => namespace),
        ),
        ...onlyOne(
          KUBERNETES_ANNOTATIONS.cluster,
          sorted.map(({ cluster }) => cluster),
        ),
      },
      tags: [
        ...new Set([
          'aikit',
          ...sorted.map(({ mode }) => mode),
          ...(image?.tag ? [image.tag] : []),
        ]),
      ],
      ...(image?.page && {
        links: [{ url: image.page, title: `Image ${image.name}` }],
      }),
    },
    spec: {
      type: 'inference-service',
      lifecycle: 'production',
      owner: firstOf(sorted, ({ catalog }) => catalog?.owner) ?? UNKNOWN_OWNER,
      ...(system && { system }),
    },
  };
}

function place({ cluster, namespace, name }: WorkloadStatus): string {
  return `${cluster}/${namespace}/${name}`;
}

function firstOf(
  workloads: WorkloadStatus[],
  pick: (workload: WorkloadStatus) => string | undefined,
): string | undefined {
  return workloads.map(pick).find(value => !!value);
}

function onlyOne(annotation: string, values: string[]) {
  return new Set(values).size === 1 ? { [annotation]: values[0] } : {};
}

function describe(workloads: WorkloadStatus[], image = 'AIKit'): string {
  const modes = [...new Set(workloads.map(({ mode }) => mode))];
  const mode = modes.length === 1 ? `, ${modes[0]} mode` : '';
  return `LLM inference with ${image}${mode}`;
}
