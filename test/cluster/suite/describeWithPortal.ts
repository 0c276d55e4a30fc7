import {
  PodStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { toAppConfig } from '../appConfig';
import { ControlPlane, NodeOptions, poll } from '../control-plane';
import { describeWithControlPlane } from '../describeWithControlPlane';
import { component, PortalBackend, startPortalBackend } from './portalBackend';

/** What tests of the whole backend on a real cluster stand on. */
export interface Bench {
  controlPlane: ControlPlane;
  portal: PortalBackend;
  /** The user name of the suite's own account. */
  username: string;
}

interface LivePod {
  metadata: { name: string; deletionTimestamp?: string };
  spec: {
    nodeName?: string;
    containers: { resources?: { limits?: Record<string, string> } }[];
  };
  status: { conditions?: { type: string; status: string }[] };
}

/** Pods as `kubectl get pods -o wide` shows them. */
export async function livePods(
  controlPlane: ControlPlane,
  namespace = 'default',
) {
  const { items } = await controlPlane.get<{ items: LivePod[] }>(
    'pods',
    '-n',
    namespace,
  );
  return items
    .map(({ metadata, spec, status }) => ({
      name: metadata.name,
      node: spec.nodeName,
      ready: !!status.conditions?.some(
        ({ type, status: value }) => type === 'Ready' && value === 'True',
      ),
      gpus: Number(
        spec.containers[0].resources?.limits?.['nvidia.com/gpu'] ?? 0,
      ),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** All pods of a status, in the form of {@link livePods}. */
export function shownPods(status: WorkloadStatus) {
  return status.groups.items
    .flatMap(({ leader, workers }): PodStatus[] => [leader, ...workers])
    .map(pod => ({
      name: pod.name,
      node: pod.node,
      ready: pod.ready,
      gpus: pod.accelerators['nvidia.com/gpu'] ?? 0,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Waits until the portal shows the workload as the check wants it. */
export async function shown(
  { portal }: Bench,
  name: string,
  check: (status: WorkloadStatus) => boolean,
  what: string,
  timeoutMs = 40_000,
): Promise<WorkloadStatus> {
  let last: unknown;
  return poll(
    async () => {
      const { status, body } = await portal.workload('default', name);
      last = status === 200 ? body.workload : body;
      return status === 200 && check(body.workload) ? body.workload : undefined;
    },
    { what, timeoutMs },
  ).catch(error => {
    throw new Error(`${error.message}; last seen: ${JSON.stringify(last)}`);
  });
}

/** Shows the health state that is wanted. */
export const isHealthy = ({ health }: WorkloadStatus) =>
  health.state === 'healthy';

/**
 * `describe` with a control plane, nodes, and the portal's backend on it with
 * the account of `docs/rbac.yaml`. What a test leaves is removed after it.
 *
 * @param entities - names of the components that the catalog has
 */
export function describeWithPortal(
  name: string,
  options: { nodes: NodeOptions[]; entities: string[] },
  tests: (bench: () => Bench) => void,
): void {
  describeWithControlPlane(name, controlPlane => {
    let bench: Bench;

    beforeAll(async () => {
      const cluster = controlPlane();
      await cluster.addNodes(options.nodes);
      const { token, username } = await cluster.suiteAccount();
      const portal = await startPortalBackend(
        { ...toAppConfig('us-east', cluster, token) },
        options.entities.map(component),
      );
      bench = { controlPlane: cluster, portal, username };
      await poll(
        async () => {
          const { body } = await portal.request<{
            items: { state: string }[];
          }>('GET', '/clusters');
          return body.items[0]?.state === 'live' || undefined;
        },
        { what: 'the mirror to be live', timeoutMs: 30_000 },
      );
    }, 60_000);

    afterEach(async () => {
      const { kubectl } = controlPlane();
      await kubectl([
        'delete',
        'leaderworkersets,deployments,services,horizontalpodautoscalers',
        '--all',
      ]);
      // After an outage the garbage collector takes a while.
      await kubectl(['wait', '--for=delete', 'pods', '--all', '--timeout=60s']);
    }, 90_000);

    afterAll(async () => {
      await bench?.portal.stop();
    });

    tests(() => bench);
  });
}
