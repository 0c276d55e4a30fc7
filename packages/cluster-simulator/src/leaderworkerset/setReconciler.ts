import { isDeepStrictEqual } from 'node:util';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { ObjectApi } from '../api/objectApi';
import { templateHash } from '../controllers/templateHash';
import { ControllerRevision, StatefulSet } from '../objects/kinds';
import {
  CONTROLLER_REVISIONS,
  NODES,
  SERVICES,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { EventRecorder } from '../runtime/events';
import { controlled, isPodReady, isTerminating } from '../runtime/pods';
import { Group, groupsOf, nextScale, nextStatus, partitionOf } from './rollout';
import {
  annotationOf,
  labelOf,
  LEADER_WORKER_SETS,
  LeaderWorkerSet,
  lwsKeys,
  ownedMeta,
  revisionOf,
} from './types';

/** Moves a LeaderWorkerSet towards its spec, step by step. */
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
    const { leaderWorkerTemplate, networkConfig } = this.lws.spec;
    const data = { spec: { leaderWorkerTemplate, networkConfig } };
    const latest = this.#revisions().at(-1);
    if (latest && isDeepStrictEqual(data, latest.data)) {
      return revisionOf(latest);
    }
    const key = templateHash(data as object);
    const revision = (latest?.revision ?? 0) + 1;
    const labels = lwsKeys({ name, 'template-revision-hash': key });
    this.api.create(CONTROLLER_REVISIONS, {
      metadata: {
        ...ownedMeta(this.lws, labels),
        name: `${name}-${key}-${revision}`,
      },
      data: data as unknown as ControllerRevision['data'],
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
    const { leaderTemplate, workerTemplate } = lws.spec.leaderWorkerTemplate;
    const isNew = before !== undefined && revisionOf(before) !== revision;
    const { partition, replicas } = nextScale(lws, before, isNew, groups);
    const template = leaderTemplate ?? workerTemplate;
    const wanted = statefulSetOf(lws, lws, revision, template, {
      replicas,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
    });
    if (!before) {
      return this.#create(wanted, `leader statefulset ${name}`);
    }
    const surplus = before.spec.replicas! - 1;
    if (replicas <= surplus) {
      const what =
        replicas < surplus
          ? `replicas from ${name}-${replicas} to ${name}-${surplus}`
          : `replica ${name}-${surplus}`;
      this.#tell('GroupsProgressing', `deleting surge ${what}`);
    }
    const last = partitionOf(before) - 1;
    if (!isNew && partition <= last) {
      const what =
        partition < last
          ? `replicas ${partition} to ${last} (inclusive)`
          : `replica ${last}`;
      this.#tell('GroupsUpdating', `Updating ${what}`);
    }
    const metadata = { ...before.metadata, ...wanted.metadata };
    return api.update(STATEFUL_SETS, { ...before, ...wanted, metadata });
  }

  /** Gives a group its workers, and its Service if it has one to itself. */
  #tend({ leader, isComplete }: Group) {
    const { api, lws } = this;
    const { networkConfig, startupPolicy, leaderWorkerTemplate } = lws.spec;
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
    if (!revision) {
      return;
    }
    const data = revision.data as unknown as Pick<LeaderWorkerSet, 'spec'>;
    const { metadata, spec = { containers: [] } } =
      data.spec.leaderWorkerTemplate.workerTemplate;
    const node = api.store.get(NODES, undefined, nodeName);
    const place = topology && node?.metadata.labels?.[topology];
    const tie = place && {
      nodeSelector: { ...spec.nodeSelector, [topology]: place },
    };
    const template = { metadata, spec: { ...spec, ...tie } };
    const workers = statefulSetOf(leader, lws, key, template, {
      replicas: leaderWorkerTemplate.size - 1,
      ordinals: { start: 1 },
    });
    const pod = leader.metadata.name;
    this.#create(workers, `worker statefulset for leader pod ${pod}`);
  }

  /**
   * Makes the Service by which pods find each other, named as its owner: the
   * LeaderWorkerSet, or the leader of the group that has one to itself. Any
   * Service of that name is taken for it, as by LWS.
   */
  #ensureService(owner: KubeObject) {
    const { namespace, name } = owner.metadata;
    if (!this.api.store.get(SERVICES, namespace, name)) {
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
  }

  /** Makes a StatefulSet, and tells whether it could. @throws ApiError */
  #create(statefulSet: ReturnType<typeof statefulSetOf>, what: string) {
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

/**
 * The StatefulSet of all leaders, or of the workers of one.
 *
 * @param owner - the LeaderWorkerSet, or the leader
 * @param revision - its key, to which the template belongs
 * @param rest - what only one of them has
 */
function statefulSetOf(
  owner: KubeObject,
  lws: LeaderWorkerSet,
  revision: string,
  { metadata, spec }: IPodTemplateSpec,
  rest: Partial<StatefulSet['spec']>,
) {
  const { name } = lws.metadata;
  const { replicas, leaderWorkerTemplate, networkConfig } = lws.spec;
  const { size, subGroupPolicy } = leaderWorkerTemplate;
  const { subdomainPolicy } = networkConfig;
  const isUnique = subdomainPolicy === 'UniquePerReplica';
  const isOfLeaders = owner === lws;
  const group = {
    name,
    'group-index': labelOf(owner, 'group-index'),
    'group-key': labelOf(owner, 'group-key'),
  };
  const labels = lwsKeys({ ...group, 'template-revision-hash': revision });
  const matchLabels = lwsKeys(
    isOfLeaders ? { name, 'worker-index': '0' } : group,
  );
  const subTopology = 'subgroup-exclusive-topology';
  const annotations = lwsKeys({
    size: `${size}`,
    'subgroup-size': subGroupPolicy && `${subGroupPolicy.subGroupSize}`,
    'exclusive-topology': annotationOf(lws, 'exclusive-topology'),
    [subTopology]: annotationOf(lws, subTopology),
    ...(isOfLeaders
      ? {
          'subgroup-policy-type': subGroupPolicy?.subGroupPolicyType,
          ...(isUnique && { subdomainPolicy }),
        }
      : { 'leader-name': owner.metadata.name }),
  });
  return {
    metadata: {
      ...ownedMeta(owner, labels),
      ...(isOfLeaders && {
        annotations: lwsKeys({ replicas: `${replicas}` }),
      }),
    },
    spec: {
      serviceName: isUnique ? owner.metadata.name : name,
      podManagementPolicy: 'Parallel' as const,
      selector: { matchLabels },
      template: {
        metadata: {
          ...metadata,
          labels: { ...metadata?.labels, ...labels, ...matchLabels },
          annotations: { ...metadata?.annotations, ...annotations },
        },
        spec,
      },
      ...rest,
    },
  };
}
