import type { Manifest } from '../api/contract';
import { defined, nonEmpty, RenderContext } from './context';
import { objectLabels } from './labels';

type Metadata = Manifest['metadata'];

/**
 * Metadata of an object of the workload. It names no namespace, as Helm's
 * output does not: whoever submits the object gives it.
 */
export function objectMetadata(
  context: RenderContext,
  annotations?: Record<string, string>,
): Metadata {
  return defined({
    name: context.name,
    labels: objectLabels(context),
    annotations: nonEmpty(annotations),
  });
}

/**
 * Metadata of an object that also stands without the workload, while that is
 * half-done: it names the entity, so that it can be found and removed.
 *
 * @param annotations - the user's; they do not change which entity it is
 */
export function carrierMetadata(
  context: RenderContext,
  annotations?: Record<string, string>,
): Metadata {
  return objectMetadata(context, { ...annotations, ...context.annotations });
}

/**
 * The labels by which Kueue admits the LeaderWorkerSet or Deployment. They are
 * on it alone: its pods get what they need from Kueue's webhooks.
 */
function queueLabels({ values: { kueue } }: RenderContext) {
  return defined({
    'kueue.x-k8s.io/queue-name': kueue?.queueName,
    'kueue.x-k8s.io/priority-class': kueue?.priorityClass,
  }) as Record<string, string>;
}

/** Metadata of the LeaderWorkerSet or Deployment. */
export function workloadMetadata(
  context: RenderContext,
  annotations?: Record<string, string>,
): Metadata {
  const metadata = carrierMetadata(context, {
    ...annotations,
    ...context.workloadAnnotations,
  });
  return {
    ...metadata,
    labels: { ...metadata.labels, ...queueLabels(context) },
  };
}
