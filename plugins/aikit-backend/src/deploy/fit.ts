import {
  Fit,
  SubmittedObject,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import {
  fitAccelerators,
  PodDemand,
  podsIn,
  KubernetesObject,
} from '@aikit-backstage/plugin-aikit-node';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import {
  LeaderWorkerSet,
  observedDeployment,
  observedLeaderWorkerSet,
} from '../mirror/projections';
import { ClusterMirror } from '../mirror/types';
import { WORKLOAD_KINDS } from './kinds';

/**
 * Whether the cluster has room for what a dry run would make.
 *
 * The pods that run for the workload now, of whichever kind, count as gone: a
 * change replaces them. When nothing is changed they are the ones that fit.
 */
export function fitOf(
  mirror: ClusterMirror,
  { cluster, namespace, name }: WorkloadTarget,
  objects: SubmittedObject[],
): Fit {
  const { state } = mirror.status();
  if (state !== 'live') {
    return {
      message: `Whether it fits is not known: the portal's picture of cluster '${cluster}' is ${state}.`,
    };
  }
  const own = WORKLOAD_KINDS.flatMap(kind => {
    const observed = mirror.observe({ kind, namespace, name });
    return observed ? podsIn(observed) : [];
  });
  return fitAccelerators({
    cluster,
    demands: objects.flatMap(demandsOf),
    nodes: mirror.nodes(),
    pods: mirror.pods(),
    own,
  });
}

/** Pods that an object asks for; none for what is no workload. */
function demandsOf({ kind, after }: SubmittedObject): PodDemand[] {
  const object = after as KubernetesObject | undefined;
  if (object && kind === 'Deployment') {
    const { accelerators, replicas } = observedDeployment(object);
    const { spec } = object as IDeployment;
    return [demand('server', replicas, accelerators.leader, spec?.template)];
  }
  if (object && kind === 'LeaderWorkerSet') {
    const { accelerators, replicas, size } = observedLeaderWorkerSet(object);
    const { workerTemplate, leaderTemplate = workerTemplate } =
      (object as LeaderWorkerSet).spec?.leaderWorkerTemplate ?? {};
    const workers = replicas * (size - 1);
    return [
      demand('leader', replicas, accelerators.leader, leaderTemplate),
      demand('worker', workers, accelerators.worker, workerTemplate),
    ];
  }
  return [];
}

function demand(
  role: PodDemand['role'],
  count: number,
  accelerators: PodDemand['accelerators'],
  template: IPodTemplateSpec = {},
): PodDemand {
  const { nodeSelector, tolerations } = template.spec ?? {};
  return { role, count, accelerators, nodeSelector, tolerations };
}
