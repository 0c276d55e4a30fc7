import {
  PodStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { Entity } from '@backstage/catalog-model';
import { poll } from '@aikit-backstage/test-cluster';
import { NodeOptions, Target } from '@aikit-backstage/test-target';
import { Cluster } from './cluster';
import { component, PortalBackend, startPortalBackend } from './portalBackend';

/** Declares tests that start clusters. */
export type BackendTests = (start: () => Promise<Target>) => void;

/** What tests of the whole backend on a cluster stand on. */
export interface Bench {
  cluster: Cluster;
  portal: PortalBackend;
}

/** All pods of a status, in the form of `Cluster.pods`. */
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
 * `describe` with a cluster, nodes, and the portal's backend on it with the
 * suite's own account. What a test leaves is removed after it.
 *
 * @param options - `entities`: what the catalog has, components by their name;
 * `portal`: features and configuration of the backend
 */
export function describeWithPortal(
  name: string,
  start: () => Promise<Target>,
  options: {
    nodes: NodeOptions[];
    entities: (string | Entity)[];
    portal?: Parameters<typeof startPortalBackend>[2];
  },
  tests: (bench: () => Bench) => void,
): void {
  jest.setTimeout(60_000);
  describe(name, () => {
    let target: Target | undefined;
    let bench: Bench | undefined;

    beforeAll(async () => {
      target = await start();
      await target.addNodes(options.nodes);
      const portal = await startPortalBackend(
        target.appConfig,
        options.entities.map(entity =>
          typeof entity === 'string' ? component(entity) : entity,
        ),
        options.portal,
      );
      bench = { cluster: new Cluster(target), portal };
      await poll(
        async () => {
          const { body } = await portal.request<{
            items: { state: string }[];
          }>('GET', '/clusters');
          return body.items[0]?.state === 'live' || undefined;
        },
        { what: 'the mirror to be live', timeoutMs: 30_000 },
      );
    }, 120_000);

    // After an outage the garbage collector of a real cluster takes a while.
    afterEach(() => bench?.cluster.clean(), 90_000);

    afterAll(async () => {
      await bench?.portal.stop();
      await target?.stop();
    }, 30_000);

    tests(() => {
      if (!bench) {
        throw new Error('The portal is there only while tests run');
      }
      return bench;
    });
  });
}
