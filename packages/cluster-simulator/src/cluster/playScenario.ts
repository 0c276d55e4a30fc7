import { setTimeout as sleep } from 'node:timers/promises';
import {
  FIELD_MANAGER,
  Manifest,
  renderWorkload,
} from '@aikit-backstage/plugin-aikit-common';
import { Cancel } from '../api/clock';
import { LEADER_WORKER_SETS } from '../leaderworkerset/types';
import { NodeOptions } from '../objects/nodeManifest';
import {
  DEPLOYMENTS,
  HORIZONTAL_POD_AUTOSCALERS,
  NAMESPACES,
  ResourceType,
  SERVICES,
} from '../objects/resourceTypes';
import { ClusterOptions, SimulatedCluster, startCluster } from './cluster';
import { Scenario, ScenarioStep, ScenarioWorkload } from './scenario';

/** Namespace that LeaderWorkerSet's own manifests install it in. */
const LWS_NAMESPACE = 'lws-system';

const LABELS = {
  'control-plane': 'controller-manager',
  'app.kubernetes.io/name': 'lws',
  'app.kubernetes.io/instance': 'lws',
};

/**
 * The Deployment of LeaderWorkerSet's controller, as its manifests name and
 * label it. Its pods do nothing: the controller is part of the simulator. It
 * is there for those who want to know which release is installed.
 */
const LWS_CONTROLLER: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'lws-controller-manager', labels: LABELS },
  spec: {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        containers: [
          { name: 'manager', image: 'registry.k8s.io/lws/lws:v0.9.0' },
        ],
      },
    },
  },
};

/** The kinds that a workload is rendered to. */
const RENDERED = [
  LEADER_WORKER_SETS,
  DEPLOYMENTS,
  SERVICES,
  HORIZONTAL_POD_AUTOSCALERS,
] as ResourceType[];

const QUIET_MS = 100;
const SETTLE_MS = 10_000;

/**
 * A cluster that a scenario is played in.
 *
 * @public
 */
export interface PlayedScenario {
  cluster: SimulatedCluster;
  /** Ends the time line and the cluster. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster as a scenario describes it. What is there already is up at
 * once; from then on things take their time, and the time line runs.
 *
 * @throws Error that names the workload whose values cannot be rendered
 * @public
 */
export async function playScenario(
  scenario: Scenario,
  options: ClusterOptions = {},
): Promise<PlayedScenario> {
  const { behaviours, nodes } = scenario;
  const cluster = await startCluster({
    ...options,
    kubelet: { behaviours, ...options.kubelet },
    nodes: nodes.flatMap(toNodes),
  });
  const { api, clock, kubelet } = cluster;
  const timers: Cancel[] = [];
  const stop = async () => {
    timers.forEach(cancel => cancel());
    await cluster.stop();
  };
  try {
    for (const name of [LWS_NAMESPACE, ...scenario.namespaces]) {
      api.create(NAMESPACES, { metadata: { name } });
    }
    apply(cluster, LWS_NAMESPACE, LWS_CONTROLLER);
    scenario.workloads.forEach(workload => deploy(cluster, workload));
    await settle(cluster);
  } catch (error) {
    await stop();
    throw error;
  }
  kubelet.setSpeed('realistic');
  timers.push(
    ...scenario.timeline.map(step =>
      clock.setTimeout(() => take(cluster, step), step.after * 1000),
    ),
  );
  return { cluster, stop };
}

function toNodes({
  name,
  count,
  ...node
}: Scenario['nodes'][number]): NodeOptions[] {
  return count === undefined
    ? [{ name, ...node }]
    : Array.from({ length: count }, (_, index) => ({
        name: `${name}-${index + 1}`,
        ...node,
      }));
}

/** Submits a workload as the portal does. */
function deploy(
  cluster: SimulatedCluster,
  { name, namespace, owner, system, values }: ScenarioWorkload,
) {
  const rendered = renderWorkload({
    name,
    namespace,
    owner,
    system,
    values,
    entityRef: `component:default/${name}`,
  });
  if (!rendered.ok) {
    const issues = rendered.issues.map(
      ({ path, message }) => `${path}: ${message}`,
    );
    throw new Error(`Workload ${name}: ${issues.join('; ')}`);
  }
  rendered.manifests.forEach(manifest => apply(cluster, namespace, manifest));
}

function apply(
  { writer }: SimulatedCluster,
  namespace: string,
  body: Manifest,
) {
  writer.patch(
    RENDERED.find(({ kind }) => kind === body.kind)!,
    { namespace, name: body.metadata.name },
    { contentType: 'application/apply-patch+yaml', body },
    { fieldManager: FIELD_MANAGER, force: true },
  );
}

function take(cluster: SimulatedCluster, step: ScenarioStep) {
  const { kubelet } = cluster;
  if (step.loseNode) {
    kubelet.loseNode(step.loseNode);
  }
  if (step.restoreNode) {
    kubelet.restoreNode(step.restoreNode);
  }
  if (step.deploy) {
    deploy(cluster, step.deploy);
  }
}

/** Waits until nothing changes any more, for a while at most. */
async function settle({ api: { store } }: SimulatedCluster) {
  const end = Date.now() + SETTLE_MS;
  let revision: number;
  do {
    revision = store.revision;
    await sleep(QUIET_MS);
  } while (store.revision !== revision && Date.now() < end);
}
