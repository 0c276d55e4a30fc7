import {
  InferenceResponse,
  submittedInference,
  ValuesMap,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { LiveObject } from './WorkloadObjects';

/** A template of pods, as far as values can be read from it. */
interface PodTemplate {
  spec?: { containers?: { image?: string; resources?: ValuesMap }[] };
}

/** Specification of a LeaderWorkerSet or Deployment, likewise. */
interface WorkloadSpec {
  replicas?: number;
  template?: PodTemplate;
  leaderWorkerTemplate?: {
    size?: number;
    leaderTemplate?: PodTemplate;
    workerTemplate?: PodTemplate;
  };
}

/**
 * What to submit for the same workload again: what was submitted, or for a
 * workload that does not remember it what can be read from its object.
 */
export function inferenceOf(
  { object }: LiveObject,
  entityRef: string,
): InferenceResponse {
  const { annotations = {} } = object.metadata;
  const submitted = submittedInference(annotations);
  return {
    ...(submitted
      ? { source: 'submitted', ...submitted }
      : { source: 'object', values: readableValues(object), leftOut: [] }),
    entityRef,
    owner: annotations[WORKLOAD_ANNOTATIONS.owner],
    system: annotations[WORKLOAD_ANNOTATIONS.system],
  };
}

/** Image, replicas, size and resources, as the chart has them. */
function readableValues({ spec = {} }: KubernetesObject): ValuesMap {
  const { replicas, template, leaderWorkerTemplate } = spec as WorkloadSpec;
  if (!leaderWorkerTemplate) {
    return { replicaCount: replicas, ...imageAndResources(template) };
  }
  const { size, workerTemplate, leaderTemplate } = leaderWorkerTemplate;
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
function imageAndResources(template: PodTemplate | undefined): ValuesMap {
  const { image, resources } = template?.spec?.containers?.[0] ?? {};
  const [, repository, tag] =
    /^(.+?)(?::([^:/@]+(?:@.+)?))?$/.exec(image ?? '') ?? [];
  return { image: repository && { repository, tag }, resources };
}
