import type { Manifest } from '../api/contract';
import { defined, nonEmpty, RenderContext } from './context';
import { objectLabels } from './labels';

type Metadata = Manifest['metadata'];

/**
 * Metadata of an object of the workload. It names no namespace, as Helm's
 * output does not: whoever submits the object gives it.
 */
export function objectMetadata(context: RenderContext): Metadata {
  return { name: context.name, labels: objectLabels(context) };
}

/** Metadata of the LeaderWorkerSet or Deployment. */
export function workloadMetadata(context: RenderContext): Metadata {
  return defined({
    ...objectMetadata(context),
    annotations: nonEmpty(context.annotations),
  });
}
