import { isDeepStrictEqual } from 'node:util';
import { ObjectApi } from '../api/objectApi';
import { controlled, isPodReady, isTerminating } from '../controllers/pods';
import { templateHash } from '../controllers/templateHash';
import { ControllerRevision, StatefulSet } from '../objects/kinds';
import {
  CONTROLLER_REVISIONS,
  NODES,
  SERVICES,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { KubeObject, NewObject } from '../objects/types';
import { EventRecorder } from '../runtime/events';
import { Group, groupsOf, nextScale, partitionOf } from './rollout';
import { leadersOf, workersOf } from './statefulSets';
import { nextStatus } from './status';
import {
  annotationOf,
  labelOf,
  LEADER_WORKER_SETS,
  LeaderWorkerSet,
  lwsKeys,
  ownedMeta,
  revisionOf,
} from './types';

/** What makes a new revision when it changes, and is kept in it. */
function contentOf({ spec }: LeaderWorkerSet) {
  const { leaderWorkerTemplate, networkConfig } = spec;
  return { spec: { leaderWorkerTemplate, networkConfig } };
}

/** Brings a LeaderWorkerSet nearer to what is wanted, step by step. */
export class SetReconciler {
  constructor(
    private readonly api: ObjectApi,
    private readonly events: EventRecorder,
    private readonly lws: LeaderWorkerSet,
  ) {}

  /** @throws ApiError to be called again later */
  run() {
    const { api, lws } = this;
    const { namespace, name } = lws.metadata;
    const before = api.store.get(STATEFUL_SETS, namespace, name);
    if (isTerminating(lws) || (before && isTerminating(before))) {
      return;
    }
    const revision = this.#revision(before);
    const groups = before ? groupsOf(api, lws, before, revision) : [];
    const leaders = this.#applyLeaders(before, revision, groups);
    if (lws.spec.networkConfig.subdomainPolicy === 'Shared') {
      this.#ensureService(lws);
    }
    groups
      .filter(({ leader }) => !isTerminating(leader))
      .forEach(group => this.#tend(group));
    const now = api.clock.now();
    const { status, isDone, news } = nextStatus(lws, leaders, groups, now);
    if (news) {
      this.#tell(news.reason, news.message);
    }
    api.updateStatus(LEADER_WORKER_SETS, { ...lws, status });
    for (const { metadata } of isDone ? this.#revisions().slice(0, -1) : []) {
      api.delete(CONTROLLER_REVISIONS, metadata);
    }
  }

  /** All there are, the latest last. */
  #revisions(): ControllerRevision[] {
    return controlled(this.api.store, this.lws, 'ControllerRevision');
  }

  /** The key of the revision as it is now, which is kept when it is new. */
  #revision(leaders: StatefulSet | undefined): string {
    const { name } = this.lws.metadata;
    const content = contentOf(this.lws);
    const latest = this.#revisions().at(-1);
    if (latest && isDeepStrictEqual(content, latest.data)) {
      return revisionOf(latest);
    }
    const key = templateHash(content as object);
    const revision = (latest?.revision ?? 0) + 1;
    const labels = lwsKeys({ name, 'template-revision-hash': key });
    this.api.create(CONTROLLER_REVISIONS, {
      metadata: {
        ...ownedMeta(this.lws, labels),
        name: `${name}-${key}-${revision}`,
      },
      data: content as unknown as ControllerRevision['data'],
      revision,
    });
    const what = leaders ? 'updated LWS' : 'a newly created LeaderWorkerSet';
    const message = `Creating revision with key ${key} for ${what}`;
    this.#tell('CreatingRevision', message);
    return key;
  }

  #applyLeaders(
    before: StatefulSet | undefined,
    revision: string,
    groups: Group[],
  ): StatefulSet {
    const { api, lws } = this;
    const { name } = lws.metadata;
    const isNew = before !== undefined && revisionOf(before) !== revision;
    const scale = nextScale(lws, before, isNew, groups);
    const wanted = leadersOf(lws, revision, scale);
    if (!before) {
      return this.#create(wanted, `leader statefulset ${name}`);
    }
    const present = before.spec.replicas!;
    if (scale.replicas < present) {
      const first = `${name}-${scale.replicas}`;
      const last = `${name}-${present - 1}`;
      const what =
        first === last
          ? `replica ${last}`
          : `replicas from ${first} to ${last}`;
      this.#tell('GroupsProgressing', `deleting surge ${what}`);
    }
    const last = partitionOf(before) - 1;
    if (!isNew && scale.partition <= last) {
      const what =
        scale.partition < last
          ? `replicas ${scale.partition} to ${last} (inclusive)`
          : `replica ${last}`;
      this.#tell('GroupsUpdating', `Updating ${what}`);
    }
    const { spec } = wanted;
    const metadata = { ...before.metadata, ...wanted.metadata };
    return api.update(STATEFUL_SETS, { ...before, metadata, spec });
  }

  /** Gives a group its workers, and its Service if it has one to itself. */
  #tend({ leader, isComplete }: Group) {
    const { api, lws } = this;
    const { networkConfig, startupPolicy } = lws.spec;
    if (networkConfig.subdomainPolicy === 'UniquePerReplica') {
      this.#ensureService(leader);
    }
    const topology = annotationOf(lws, 'exclusive-topology');
    const { nodeName = '' } = leader.spec;
    if (
      isComplete ||
      (startupPolicy === 'LeaderReady' && !isPodReady(leader)) ||
      (topology && !nodeName)
    ) {
      return;
    }
    const key = revisionOf(leader);
    const revision = this.#revisions().findLast(one => revisionOf(one) === key);
    if (revision) {
      const { spec } = revision.data as unknown as ReturnType<typeof contentOf>;
      const { workerTemplate } = spec.leaderWorkerTemplate;
      const node = api.store.get(NODES, undefined, nodeName);
      const place = topology && node?.metadata.labels?.[topology];
      const nodeSelector = place ? { [topology]: place } : undefined;
      const workers = workersOf(leader, lws, workerTemplate, nodeSelector);
      const pod = leader.metadata.name;
      this.#create(workers, `worker statefulset for leader pod ${pod}`);
    }
  }

  /**
   * Makes the Service by which pods find each other, named as its owner: the
   * LeaderWorkerSet, or the leader of the group that has one to itself. Any
   * Service of that name is taken for it, as by LWS.
   */
  #ensureService(owner: KubeObject) {
    const { namespace, name } = owner.metadata;
    if (this.api.store.get(SERVICES, namespace, name)) {
      return;
    }
    const own = { name: this.lws.metadata.name };
    const group = { 'group-index': labelOf(owner, 'group-index') };
    this.api.create(SERVICES, {
      metadata: ownedMeta(owner, lwsKeys(own)),
      spec: {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector: lwsKeys({ ...own, ...group }),
      },
    });
  }

  /** Makes a StatefulSet, and tells whether it could. @throws ApiError */
  #create(statefulSet: NewObject<StatefulSet>, what: string): StatefulSet {
    try {
      const created = this.api.create(STATEFUL_SETS, statefulSet);
      this.#tell('GroupsProgressing', `Created ${what}`);
      return created;
    } catch (error) {
      const why = (error as Error).message;
      this.#tell('FailedCreate', `Failed to create ${what}: ${why}`);
      throw error;
    }
  }

  #tell(reason: string, message: string) {
    const type = reason === 'FailedCreate' ? 'Warning' : 'Normal';
    this.events.record(this.lws, { type, reason, message });
  }
}
