import { hasEnded } from '../accelerators/capacity';
import { GroupStatus, PodStatus } from '@aikit-backstage/plugin-aikit-common';
import { ObservedPod, ObservedPodSet } from '../observed/observed';
import { podsIn } from '../observed/labels';
import { ObservationContext } from './context';
import { groupStatus, MAX_MISSING_PODS, missingPod } from './groupStatus';
import { podStatus } from './podStatus';

const REVISION = 'deployment.kubernetes.io/revision';

/**
 * The ReplicaSet of a Deployment's present template: the only one with
 * replicas, in a rolling update the one of the highest revision.
 */
export function currentReplicaSet(
  podSets: readonly ObservedPodSet[],
): ObservedPodSet | undefined {
  const active = podSets.filter(({ replicas }) => replicas > 0);
  const candidates = active.length > 0 ? active : podSets;
  const revision = (set: ObservedPodSet) =>
    Number(set.annotations[REVISION] ?? 0);
  return [...candidates].sort(
    (a, b) =>
      revision(b) - revision(a) ||
      Date.parse(b.createdAt) - Date.parse(a.createdAt),
  )[0];
}

/**
 * Groups of a Deployment, one for each pod. The desired number of them is made
 * up of the pods that serve best: ready before others, those of the present
 * template before those they replace, older before younger; among themselves
 * they are in the order of age. The rest is surge. Pods that do not exist are
 * missing.
 */
export function deploymentGroups(context: ObservationContext): GroupStatus[] {
  const { observation } = context;
  const { workload, podSets } = observation;
  const current = currentReplicaSet(podSets)?.uid;
  const ranked = podsIn(observation)
    .map(pod => ({
      pod,
      status: context.judge(pod.uid, observation.groups.get(pod.uid), () =>
        podStatus(pod, context),
      ),
    }))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        Number(b.pod.owner?.uid === current) -
          Number(a.pod.owner?.uid === current) ||
        byAge(a, b),
    );
  const desired = ranked.slice(0, workload.replicas).sort(byAge);
  const surge = ranked
    .slice(workload.replicas)
    // Ended pods stay for a while beside those that replace them.
    .filter(({ pod }) => !hasEnded(pod))
    .sort(byAge);
  const missing = Math.min(
    workload.replicas - desired.length,
    MAX_MISSING_PODS,
  );
  const servers = [
    ...desired.map(({ status }) => status),
    ...Array.from({ length: missing }, (_, index) =>
      missingPod({
        name: `${workload.name} (missing ${index + 1})`,
        role: 'server',
        accelerators: workload.accelerators.leader,
      }),
    ),
  ];
  return [...servers, ...surge.map(({ status }) => status)].map(
    (leader, index) => {
      const isSurge = index >= servers.length;
      return context.judge(`group ${index}${isSurge ? '+' : ''}`, leader, () =>
        groupStatus({ index, surge: isSurge, leader, workers: [] }),
      );
    },
  );
}

interface Ranked {
  pod: ObservedPod;
  status: PodStatus;
}

function rank({ pod, status }: Ranked): number {
  if (status.ready) {
    return 0;
  }
  if (hasEnded(pod)) {
    return 3;
  }
  return status.state === 'terminating' ? 2 : 1;
}

/** Kubernetes writes all times alike, so that they compare as texts. */
function byAge({ pod: a }: Ranked, { pod: b }: Ranked): number {
  return (
    Number(a.createdAt > b.createdAt) - Number(a.createdAt < b.createdAt) ||
    a.name.localeCompare(b.name)
  );
}
