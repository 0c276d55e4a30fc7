import { randomUUID } from 'node:crypto';
import { JumpingClock } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { ObjectStore } from '../api/objectStore';
import { createDeploymentController } from '../controllers/deployment';
import { createGarbageCollector } from '../controllers/garbageCollector';
import { createHorizontalPodAutoscaler } from '../controllers/horizontalPodAutoscaler';
import { createNamespaceController } from '../controllers/namespaces';
import { createNodeLifecycleController } from '../controllers/nodeLifecycle';
import { createReplicaSetController } from '../controllers/replicaSet';
import { createStatefulSetController } from '../controllers/statefulSet';
import { createKubelet, Kubelet, KubeletOptions } from '../kubelet/kubelet';
import { createLeaderWorkerSetController } from '../leaderworkerset/controller';
import { LWS_CRD } from '../leaderworkerset/types';
import { nodeManifest, NodeOptions } from '../objects/nodeManifest';
import { CUSTOM_RESOURCE_DEFINITIONS, NODES } from '../objects/resourceTypes';
import { admitBuiltIns } from '../resources/builtInAdmission';
import { TypeRegistry } from '../resources/typeRegistry';
import { Component } from '../runtime/controller';
import { createScheduler } from '../scheduler/scheduler';
import { ApiServer, ApiServerOptions } from '../server/apiServer';
import { ObjectWriter } from '../writes/objectWriter';

/** The user whose requests {@link SimulatedCluster.token} makes. */
const ADMIN = 'admin';

/**
 * How a cluster is made.
 *
 * @public
 */
export interface ClusterOptions
  extends Partial<
    Pick<ApiServerOptions, 'port' | 'tokens' | 'bookmarkIntervalMs'>
  > {
  kubelet?: KubeletOptions;
  /** Events of each kind that watches can resume from; 2000. */
  historyLimit?: number;
}

/**
 * A cluster in this process.
 *
 * @public
 */
export class SimulatedCluster {
  readonly clock = new JumpingClock();
  readonly api: ObjectApi;
  readonly kubelet: Kubelet;
  /** The cluster over HTTP; stopping it is an outage of the API server. */
  readonly server: ApiServer;
  /** May do everything. */
  readonly token = randomUUID();
  /** What others than the controllers write. */
  readonly writer: ObjectWriter;
  /** LeaderWorkerSets' controller with its webhooks. */
  readonly leaderWorkerSets: Component;
  readonly #components: Component[];

  constructor({ kubelet, historyLimit, ...server }: ClusterOptions = {}) {
    const store = new ObjectStore(historyLimit);
    const api = new ObjectApi(store, this.clock);
    const registry = new TypeRegistry(api);
    admitBuiltIns(api);
    this.api = api;
    this.writer = new ObjectWriter(api, registry);
    this.kubelet = createKubelet(api, kubelet);
    this.leaderWorkerSets = createLeaderWorkerSetController(api);
    this.server = new ApiServer({
      ...server,
      tokens: new Map([[this.token, ADMIN], ...(server.tokens ?? [])]),
      api,
      registry,
      writer: this.writer,
      pods: this.kubelet,
    });
    this.#components = [
      createNamespaceController(api, { types: registry }),
      createGarbageCollector(api, { types: registry }),
      createNodeLifecycleController(api),
      createDeploymentController(api),
      createReplicaSetController(api),
      createStatefulSetController(api),
      createHorizontalPodAutoscaler(api, {
        types: registry,
        usage: this.kubelet.usage,
      }),
      this.leaderWorkerSets,
      createScheduler(api),
      this.kubelet,
    ];
  }

  get url(): string {
    return this.server.url;
  }

  /** Starts the controllers, and listens. @throws when the port is taken */
  async start(): Promise<void> {
    this.api.create(CUSTOM_RESOURCE_DEFINITIONS, LWS_CRD);
    this.#components.forEach(component => component.start());
    await this.server.start();
  }

  addNodes(nodes: NodeOptions[]) {
    nodes.forEach(node => this.api.create(NODES, nodeManifest(node)));
  }

  /** Ends all work and all connections. */
  async stop(): Promise<void> {
    this.#components.forEach(component => component.stop());
    await this.server.stop();
  }
}

/**
 * A cluster that has started, with nodes.
 *
 * @public
 */
export async function startCluster({
  nodes = [],
  ...options
}: ClusterOptions & { nodes?: NodeOptions[] } = {}): Promise<SimulatedCluster> {
  const cluster = new SimulatedCluster(options);
  await cluster.start();
  cluster.addNodes(nodes);
  return cluster;
}
