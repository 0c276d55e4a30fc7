import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { controllerOf, isPodReady, isTerminating } from '../controllers/pods';
import { Pod } from '../objects/kinds';
import { NODES, PODS, STATEFUL_SETS } from '../objects/resourceTypes';
import { ensureHeadlessService } from './headlessService';
import { findRevision } from './revisions';
import { SetEvents } from './setEvents';
import { workersOf } from './statefulSets';
import {
  ANNOTATIONS,
  isLeader,
  LEADER_WORKER_SETS,
  labelOf,
  LeaderWorkerSet,
} from './types';

const UNTIL_REVISION_MS = 1000;

/** Whether a pod is a reason to recreate its group. */
export function hasFailed(pod: Pod): boolean {
  const { phase, initContainerStatuses, containerStatuses } = pod.status ?? {};
  return (
    isTerminating(pod) ||
    ((phase === 'Running' || phase === 'Pending') &&
      [initContainerStatuses, containerStatuses].some(statuses =>
        statuses?.some(({ restartCount }) => restartCount > 0),
      ))
  );
}

/** Looks after the pods of LeaderWorkerSets: workers, and recreated groups. */
export class PodReconciler {
  constructor(
    private readonly api: ObjectApi,
    private readonly events: SetEvents,
  ) {}

  /**
   * @returns milliseconds after which to look again
   * @throws ApiError to be called again later
   */
  reconcile(pod: Pod): number | void {
    const lws = this.api.store.get(
      LEADER_WORKER_SETS,
      pod.metadata.namespace,
      labelOf(pod, 'name') ?? '',
    );
    if (!lws || this.#recreateGroup(lws, pod) || !isLeader(pod)) {
      return undefined;
    }
    if (lws.spec.networkConfig.subdomainPolicy === 'UniquePerReplica') {
      ensureHeadlessService(this.api, lws, pod);
    }
    return this.#mayHaveWorkers(lws, pod)
      ? this.#createWorkers(lws, pod)
      : undefined;
  }

  #mayHaveWorkers({ metadata, spec }: LeaderWorkerSet, leader: Pod): boolean {
    const exclusive =
      metadata.annotations?.[ANNOTATIONS.exclusiveTopology] !== undefined;
    return (
      !isTerminating(leader) &&
      spec.leaderWorkerTemplate.size > 1 &&
      (spec.startupPolicy !== 'LeaderReady' || isPodReady(leader)) &&
      (!exclusive || leader.spec.nodeName !== undefined)
    );
  }

  #createWorkers(lws: LeaderWorkerSet, leader: Pod): number | void {
    const { namespace, name } = leader.metadata;
    if (this.api.store.get(STATEFUL_SETS, namespace, name)) {
      return undefined;
    }
    const key = labelOf(leader, 'revision');
    const revision = findRevision(this.api.store, lws, key);
    if (!revision) {
      return UNTIL_REVISION_MS;
    }
    const topology = this.#topologyOf(lws, leader);
    const workers = workersOf(leader, lws, revision, topology);
    const what = `worker statefulset for leader pod ${name}`;
    this.events.tryTo(
      lws,
      'Create',
      `Failed to create ${what}`,
      () => this.api.create(STATEFUL_SETS, workers),
      leader,
    );
    const content = { reason: 'GroupsProgressing', message: `Created ${what}` };
    this.events.tell(lws, 'Create', content, leader);
    return undefined;
  }

  /** Labels of the nodes that a group has to itself, if it has some. */
  #topologyOf(
    { metadata }: LeaderWorkerSet,
    { spec }: Pod,
  ): Record<string, string> | undefined {
    const key = metadata.annotations?.[ANNOTATIONS.exclusiveTopology];
    if (key === undefined) {
      return undefined;
    }
    const node = this.api.store.get(NODES, undefined, spec.nodeName!);
    const value = node ? node.metadata.labels?.[key] : '';
    if (value === undefined) {
      throw new ApiError(
        500,
        'InternalError',
        'node does not have topology label: ',
      );
    }
    return { [key]: value };
  }

  /** @returns whether the pod's group is on its way out */
  #recreateGroup(lws: LeaderWorkerSet, pod: Pod): boolean {
    const { restartPolicy } = lws.spec.leaderWorkerTemplate;
    if (
      (restartPolicy !== 'RecreateGroupOnPodRestart' &&
        restartPolicy !== 'RecreateGroupAfterStart') ||
      !hasFailed(pod) ||
      (mustHaveStarted(lws) && !this.#hasStarted(lws, pod))
    ) {
      return false;
    }
    const leader = isLeader(pod) ? pod : this.#leaderOf(pod);
    if (!leader || isTerminating(leader)) {
      return leader !== undefined;
    }
    this.api.delete(PODS, leader.metadata, { propagationPolicy: 'Foreground' });
    const group = labelOf(leader, 'groupIndex');
    const message = `Worker pod ${pod.metadata.name} failed, deleted leader pod ${leader.metadata.name} to recreate group ${group}`;
    this.events.tell(
      lws,
      'Delete',
      { reason: 'RecreateGroup', message },
      leader,
    );
    return true;
  }

  /** Whether all pods of a pod's group are there and have left Pending. */
  #hasStarted({ spec }: LeaderWorkerSet, pod: Pod): boolean {
    const group = [...this.api.store.list(PODS, pod.metadata.namespace)].filter(
      other =>
        (['name', 'groupIndex'] as const).every(
          label => labelOf(other, label) === labelOf(pod, label),
        ),
    );
    return (
      group.length === spec.leaderWorkerTemplate.size &&
      group.every(({ status }) => status?.phase !== 'Pending')
    );
  }

  /**
   * The leader of a worker; undefined when it is gone, or is another than that
   * for which the worker was made.
   */
  #leaderOf(worker: Pod): Pod | undefined {
    const { store } = this.api;
    const { namespace, name } = worker.metadata;
    const leaderName = name.slice(0, name.lastIndexOf('-'));
    const leader = store.get(PODS, namespace, leaderName);
    if (
      !leader ||
      labelOf(leader, 'revision') !== labelOf(worker, 'revision')
    ) {
      return undefined;
    }
    const owner = controllerOf(worker);
    const workers =
      owner?.kind === 'StatefulSet'
        ? store.get(STATEFUL_SETS, namespace, owner.name)
        : undefined;
    return workers &&
      workers.metadata.uid === owner?.uid &&
      controllerOf(workers)?.uid === leader.metadata.uid
      ? leader
      : undefined;
  }
}

function mustHaveStarted({ metadata, spec }: LeaderWorkerSet): boolean {
  return (
    spec.leaderWorkerTemplate.restartPolicy === 'RecreateGroupAfterStart' ||
    metadata.annotations?.[ANNOTATIONS.recreateGroupAfterStart] !== undefined
  );
}
