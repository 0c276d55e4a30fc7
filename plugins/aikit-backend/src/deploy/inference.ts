import {
  InferenceResponse,
  submittedInference,
  ValuesMap,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { LeaderWorkerSet } from '../mirror/projections';
import { LiveObject } from './WorkloadObjects';

/**
 * What to submit for the same workload again: what was submitted, or for a
 * workload that does not remember it what can be read from its object.
 */
export function inferenceOf(
  workload: LiveObject,
  entityRef: string,
): InferenceResponse {
  const { annotations = {} } = workload.object.metadata;
  const submitted = submittedInference(annotations);
  return {
    ...(submitted
      ? { source: 'submitted', ...submitted }
      : { source: 'object', values: readableValues(workload), leftOut: [] }),
    entityRef,
    owner: annotations[WORKLOAD_ANNOTATIONS.owner],
    system: annotations[WORKLOAD_ANNOTATIONS.system],
  };
}

/** Image, replicas, size and resources, as the chart has them. */
function readableValues({ kind, object }: LiveObject): ValuesMap {
  if (kind === 'Deployment') {
    const { spec } = object as IDeployment;
    return {
      replicaCount: spec?.replicas,
      ...imageAndResources(spec?.template),
    };
  }
  const { replicas, leaderWorkerTemplate } =
    (object as LeaderWorkerSet).spec ?? {};
  const { size, workerTemplate, leaderTemplate } = leaderWorkerTemplate ?? {};
  const { image, resources } = imageAndResources(workerTemplate);
  return {
    image,
    leaderWorkerSet: {
      enabled: true,
      replicas,
      leaderWorkerTemplate: { size },
      leader: imageAndResources(leaderTemplate ?? workerTemplate),
      worker: { resources },
    },
  };
}

/** Of the first container, which is the one that serves the model. */
function imageAndResources(template: IPodTemplateSpec | undefined): ValuesMap {
  const { image, resources } = template?.spec?.containers?.[0] ?? {};
  const [, repository, tag] =
    /^(.+?)(?::([^:/@]+(?:@.+)?))?$/.exec(image ?? '') ?? [];
  return { image: repository && { repository, tag }, resources };
}
