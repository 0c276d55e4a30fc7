import type { Manifest } from '../api/contract';
import { defined, nonEmpty, RenderContext } from './context';
import { selectorLabels } from './labels';
import { workloadMetadata } from './metadata';
import { podTemplate } from './podTemplate';

/**
 * The Deployment of standard mode. With an autoscaler it has no replicas, so
 * that submitting it again does not undo the scaling.
 */
export function deployment(context: RenderContext): Manifest {
  const { autoscaling, replicaCount, strategy } = context.values;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: workloadMetadata(context),
    spec: defined({
      replicas: autoscaling?.enabled ? undefined : replicaCount,
      strategy: nonEmpty(strategy),
      selector: { matchLabels: selectorLabels(context) },
      template: podTemplate(context, context.pods[0]),
    }),
  };
}
