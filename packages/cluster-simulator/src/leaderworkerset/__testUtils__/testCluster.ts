import { setImmediate } from 'node:timers/promises';
import { JumpingClock } from '../../api/clock';
import { ObjectApi } from '../../api/objectApi';
import { ObjectStore } from '../../api/objectStore';
import { createGarbageCollector } from '../../controllers/garbageCollector';
import { createStatefulSetController } from '../../controllers/statefulSet';
import { Pod } from '../../objects/kinds';
import {
  BUILT_IN,
  EVENTS,
  NAMESPACES,
  PODS,
  STATEFUL_SETS,
} from '../../objects/resourceTypes';
import { NewObject } from '../../objects/types';
import { admitBuiltIns, admitKind } from '../../resources/builtInAdmission';
import { customKind, CustomResourceSpec } from '../../resources/kinds';
import { Component } from '../../runtime/controller';
import { createLeaderWorkerSetController } from '../controller';
import {
  LEADER_WORKER_SETS,
  LeaderWorkerSet,
  LeaderWorkerSetSpec,
  LWS_CRD,
} from '../types';

export const NAMESPACE = 'default';

/** What a test says of a LeaderWorkerSet: the rest has defaults. */
export type PartialSpec = Omit<
  Partial<LeaderWorkerSetSpec>,
  'leaderWorkerTemplate' | 'rolloutStrategy'
> & {
  leaderWorkerTemplate?: Partial<LeaderWorkerSetSpec['leaderWorkerTemplate']>;
  rolloutStrategy?: {
    rollingUpdateConfiguration?: Partial<
      LeaderWorkerSetSpec['rolloutStrategy']['rollingUpdateConfiguration']
    >;
  };
};

export function leaderWorkerSet(
  name: string,
  { leaderWorkerTemplate, ...spec }: PartialSpec = {},
  annotations?: Record<string, string>,
): NewObject<LeaderWorkerSet> {
  return {
    metadata: {
      name,
      namespace: NAMESPACE,
      ...(annotations && { annotations }),
    },
    spec: {
      replicas: 2,
      ...spec,
      leaderWorkerTemplate: {
        size: 2,
        workerTemplate: {
          metadata: { labels: { app: 'x' } },
          spec: { containers: [{ name: 'c', image: 'img' }] },
        },
        ...leaderWorkerTemplate,
      },
    },
  } as NewObject<LeaderWorkerSet>;
}

/** A cluster with the controllers that LWS needs. */
export class TestCluster {
  readonly api = new ObjectApi(new ObjectStore(), new JumpingClock());
  /** Pods that do not become ready. */
  readonly stuck = new Set<string>();
  readonly lws: Component;
  readonly #components: Component[];

  constructor() {
    admitBuiltIns(this.api);
    this.api.create(NAMESPACES, { metadata: { name: NAMESPACE } });
    this.lws = createLeaderWorkerSetController(this.api);
    admitKind(this.api, customKind(LWS_CRD.spec as CustomResourceSpec));
    this.#components = [
      this.lws,
      createStatefulSetController(this.api),
      createGarbageCollector(this.api, {
        types: { all: () => [...BUILT_IN, LEADER_WORKER_SETS] },
      }),
    ];
    this.#components.forEach(component => component.start());
    this.api.store.subscribe(PODS, ({ type, object }) => {
      if (type === 'ADDED' && !this.stuck.has(object.metadata.name)) {
        global.setImmediate(() => this.run(object.metadata.name));
      }
    });
  }

  /** Plays the kubelet: a pod becomes ready. */
  run(name: string, restartCount = 0) {
    const pod = this.api.store.get(PODS, NAMESPACE, name);
    if (pod) {
      const status = {
        ...pod.status,
        phase: 'Running' as const,
        conditions: [{ type: 'Ready', status: 'True' as const }],
        containerStatuses: [{ name: 'c', restartCount }],
      } as Pod['status'];
      this.api.updateStatus(PODS, { ...pod, status });
    }
  }

  create(...args: Parameters<typeof leaderWorkerSet>): LeaderWorkerSet {
    return this.api.create(LEADER_WORKER_SETS, leaderWorkerSet(...args));
  }

  get(name: string): LeaderWorkerSet {
    return this.api.get(LEADER_WORKER_SETS, { namespace: NAMESPACE, name });
  }

  change(name: string, change: (spec: LeaderWorkerSetSpec) => PartialSpec) {
    const lws = this.get(name);
    const spec = { ...lws.spec, ...change(lws.spec) } as LeaderWorkerSetSpec;
    return this.api.update(LEADER_WORKER_SETS, { ...lws, spec });
  }

  /** Gives an LWS another image, and with it a new revision. */
  changeImage(name: string, image: string) {
    return this.change(name, ({ leaderWorkerTemplate }) => ({
      leaderWorkerTemplate: {
        ...leaderWorkerTemplate,
        workerTemplate: { spec: { containers: [{ name: 'c', image }] } },
      },
    }));
  }

  pod(name: string): Pod {
    return this.api.get(PODS, { namespace: NAMESPACE, name });
  }

  podNames(): string[] {
    return [...this.api.store.list(PODS)].map(pod => pod.metadata.name).sort();
  }

  statefulSet(name: string) {
    return this.api.get(STATEFUL_SETS, { namespace: NAMESPACE, name });
  }

  /** Conditions as `Available=True`. */
  conditions(name: string) {
    return this.get(name).status?.conditions?.map(
      ({ type, status }) => `${type}=${status}`,
    );
  }

  /** Messages of events about a LeaderWorkerSet, the oldest first. */
  messages(name: string): string[] {
    return [...this.api.store.list(EVENTS)]
      .filter(
        ({ involvedObject: { kind, name: about } }) =>
          kind === 'LeaderWorkerSet' && about === name,
      )
      .map(({ message }) => message);
  }

  /** Waits until nothing is left to do but what waits for a time. */
  async settle() {
    const { store } = this.api;
    for (let quiet = 0, revision = store.revision; quiet < 20; quiet++) {
      await setImmediate();
      if (store.revision !== revision) {
        revision = store.revision;
        quiet = 0;
      }
    }
  }

  stop() {
    this.#components.forEach(component => component.stop());
  }
}
