import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ComponentEntity,
  CompoundEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import {
  KUBERNETES_ANNOTATIONS,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { describeImage } from './image';

/**
 * Owner of a workload that was submitted without one. The catalog shows it as
 * a group that does not exist, so that somebody notices.
 */
const UNKNOWN_OWNER = 'unknown';

/**
 * The catalog component of one or more running workloads.
 *
 * Its lifecycle is always `production`: the workload runs, and nothing on it
 * says more. A component that is described in a repository, with a lifecycle
 * of its own, takes the place of this one.
 *
 * @param ref - where the workloads belong; kind `component`
 * @param workloads - at least one
 */
export function toComponent(
  ref: CompoundEntityRef,
  workloads: WorkloadStatus[],
): ComponentEntity {
  // The answer's order follows health; the entity's must not.
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
        // Only what holds for every workload: it narrows the selection.
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
