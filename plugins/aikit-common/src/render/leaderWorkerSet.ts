import type { Manifest } from '../api/contract';
import { defined, RenderContext } from './context';
import { podTemplate } from './podTemplate';
import { workloadMetadata } from './metadata';

/**
 * The LeaderWorkerSet of distributed mode. With an autoscaler it has no
 * replicas, so that submitting it again does not undo the scaling.
 *
 * `UniquePerReplica` makes the controller create one headless Service for each
 * group, so that none has the name of the workload's own Service; in the
 * `Shared` policy it takes that one for its own, and pods have no DNS records
 * before they are ready.
 */
export function leaderWorkerSet(context: RenderContext): Manifest {
  const { autoscaling, leaderWorkerSet: lws } = context.values;
  const template = lws?.leaderWorkerTemplate;
  return {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: workloadMetadata(context),
    spec: defined({
      replicas: autoscaling?.enabled ? undefined : lws?.replicas,
      leaderWorkerTemplate: defined({
        size: template?.size,
        restartPolicy: template?.restartPolicy || undefined,
        leaderTemplate: podTemplate(context, 'leader'),
        workerTemplate: podTemplate(context, 'worker'),
      }),
      networkConfig: { subdomainPolicy: 'UniquePerReplica' },
    }),
  };
}
