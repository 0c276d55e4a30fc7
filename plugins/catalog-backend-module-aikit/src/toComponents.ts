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
  KUBERNETES_ANNOTATIONS,
  kubernetesId,
  Policy,
  REFUSED_CLAIMS_ANNOTATION,
} from '@aikit-backstage/plugin-aikit-common';
import { Claim, Claimant, claimantsByRef, judgeClaim, placeOf } from './claims';
import { describeImage } from './image';

/** A component, and the clusters its workloads run in. */
export interface RunningComponent {
  entity: ComponentEntity;
  clusters: string[];
}

/**
 * Makes components of running workloads: one for all that were submitted for
 * the same entity. If that entity is not a component, somebody else describes
 * it, and its workloads are left out. So are those whose claim to the entity is
 * refused; the component names them.
 *
 * @param options - `ownersBefore`: what the catalog has of contested entities,
 * both as full references
 * @returns components by full entity reference
 */
export function toComponents(
  workloads: Claimant[],
  options: {
    policy: Policy;
    ownersBefore: Map<string, string>;
    logger: LoggerService;
  },
): Map<string, RunningComponent> {
  const { policy, ownersBefore, logger } = options;
  const components = new Map<string, RunningComponent>();
  for (const [ref, claimants] of claimantsByRef(workloads)) {
    const claim = judgeClaim(claimants, policy, ownersBefore.get(ref));
    for (const { workload, reason } of claim.refused) {
      logger.debug(
        `Workload ${placeOf(workload)} is not of ${ref}, because ${reason}`,
      );
    }
    const where = `workload ${placeOf(claimants[0])}`;
    try {
      // The name as the label on the workload has it, in the same case.
      const entityName = parseEntityRef(claimants[0].catalog?.entityRef ?? ref);
      if (!ref.startsWith('component:')) {
        logger.debug(`Leaving out ${where}: ${ref} is not a component`);
      } else if (claim.members.length > 0) {
        components.set(ref, {
          entity: toComponent(entityName, claim),
          clusters: [...new Set(claim.members.map(({ cluster }) => cluster))],
        });
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
 * @param claim - at least one member
 */
function toComponent(
  ref: CompoundEntityRef,
  { owner, members, refused }: Claim,
): ComponentEntity {
  // Workloads come in the order of their health; the entity must not change with it.
  const sorted = [...members].sort((a, b) =>
    placeOf(a).localeCompare(placeOf(b), 'en-US'),
  );
  const [first] = sorted;
  const system = firstOf(sorted, ({ catalog }) => catalog?.system);
  const image = describeImage(firstOf(sorted, workload => workload.image));
  const location = stringifyLocationRef({
    type: 'aikit',
    target: placeOf(first),
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
        [KUBERNETES_ANNOTATIONS.id]: kubernetesId(ref),
        // Each narrows the selection, and so must hold for every workload.
        ...onlyOne(
          KUBERNETES_ANNOTATIONS.namespace,
          sorted.map(({ namespace }) => namespace),
        ),
        ...onlyOne(
          KUBERNETES_ANNOTATIONS.cluster,
          sorted.map(({ cluster }) => cluster),
        ),
        ...(refused.length > 0 && {
          [REFUSED_CLAIMS_ANNOTATION]: refused
            .map(({ workload }) => placeOf(workload))
            .sort()
            .join(', '),
        }),
      },
      tags: [
        ...new Set([
          'aikit',
          ...sorted.flatMap(({ mode }) => mode ?? []),
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
      owner: owner ?? UNKNOWN_OWNER,
      ...(system && { system }),
    },
  };
}

function firstOf(
  workloads: Claimant[],
  pick: (workload: Claimant) => string | undefined,
): string | undefined {
  return workloads.map(pick).find(value => !!value);
}

function onlyOne(annotation: string, values: string[]) {
  return new Set(values).size === 1 ? { [annotation]: values[0] } : {};
}

function describe(workloads: Claimant[], image = 'AIKit'): string {
  const modes = [...new Set(workloads.flatMap(({ mode }) => mode ?? []))];
  const mode = modes.length === 1 ? `, ${modes[0]} mode` : '';
  return `LLM inference with ${image}${mode}`;
}
