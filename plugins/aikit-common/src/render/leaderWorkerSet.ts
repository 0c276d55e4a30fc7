import type { Manifest } from '../api/contract';
import { TOPOLOGY_ANNOTATIONS } from '../values/leaderWorkerSet';
import type { AikitValues } from '../values/schema';
import { canonical } from './canonical';
import { defined, nonEmpty, RenderContext } from './context';
import { workloadMetadata } from './metadata';
import { podTemplate } from './podTemplate';

type LeaderWorkerSetValues = NonNullable<AikitValues['leaderWorkerSet']>;

/** The user's annotations and those that have values of their own. */
function annotations(lws: LeaderWorkerSetValues | undefined) {
  return defined({
    ...lws?.annotations,
    [TOPOLOGY_ANNOTATIONS.exclusiveTopology]: lws?.exclusiveTopology,
    [TOPOLOGY_ANNOTATIONS.subGroupExclusiveTopology]:
      lws?.subGroupExclusiveTopology,
  }) as Record<string, string>;
}

/** A strategy must have a type, of which there is one. */
function rolloutStrategy(lws: LeaderWorkerSetValues | undefined) {
  return (
    lws?.rolloutStrategy && { type: 'RollingUpdate', ...lws.rolloutStrategy }
  );
}

/** The group: its pods, and what they have in common. */
function leaderWorkerTemplate(context: RenderContext) {
  const template = context.values.leaderWorkerSet?.leaderWorkerTemplate;
  const [leader, worker] = context.pods;
  return defined({
    size: template?.size,
    restartPolicy: template?.restartPolicy || undefined,
    subGroupPolicy: template?.subGroupPolicy,
    volumeClaimTemplates: nonEmpty(
      template?.volumeClaimTemplates?.map(({ metadata, spec }) => ({
        metadata,
        spec: canonical(spec),
        // LeaderWorkerSet's webhook adds it when it creates, and then the same
        // claims without it are a change.
        status: {},
      })),
    ),
    persistentVolumeClaimRetentionPolicy: nonEmpty(
      template?.persistentVolumeClaimRetentionPolicy,
    ),
    leaderTemplate: podTemplate(context, leader),
    workerTemplate: podTemplate(context, worker),
  });
}

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
  return {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: workloadMetadata(context, annotations(lws)),
    spec: defined({
      replicas: autoscaling?.enabled ? undefined : lws?.replicas,
      startupPolicy: lws?.startupPolicy,
      rolloutStrategy: rolloutStrategy(lws),
      leaderWorkerTemplate: leaderWorkerTemplate(context),
      networkConfig: { subdomainPolicy: 'UniquePerReplica' },
    }),
  };
}
