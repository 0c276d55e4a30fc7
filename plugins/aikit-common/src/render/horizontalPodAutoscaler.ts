import type { Manifest } from '../api/contract';
import { defined, nonEmpty, RenderContext } from './context';
import { objectMetadata } from './metadata';

function utilisation(name: string, percentage: number | undefined) {
  return percentage
    ? [
        {
          type: 'Resource',
          resource: {
            name,
            target: { type: 'Utilization', averageUtilization: percentage },
          },
        },
      ]
    : [];
}

/**
 * The autoscaler of a workload, or nothing when it is not enabled. A
 * LeaderWorkerSet has the scale subresource, so it is scaled like a
 * Deployment, by whole groups.
 *
 * @param workload - what it scales
 */
export function horizontalPodAutoscaler(
  context: RenderContext,
  workload: Manifest,
): Manifest | undefined {
  const { autoscaling } = context.values;
  if (!autoscaling?.enabled) {
    return undefined;
  }
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: objectMetadata(context),
    spec: defined({
      scaleTargetRef: {
        apiVersion: workload.apiVersion,
        kind: workload.kind,
        name: context.name,
      },
      minReplicas: autoscaling.minReplicas,
      maxReplicas: autoscaling.maxReplicas,
      metrics: nonEmpty([
        ...utilisation('cpu', autoscaling.targetCPUUtilizationPercentage),
        ...utilisation('memory', autoscaling.targetMemoryUtilizationPercentage),
      ]),
    }),
  };
}
