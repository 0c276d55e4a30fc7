import type { Manifest } from '@aikit-backstage/plugin-aikit-common';
import { poll } from '@aikit-backstage/test-cluster';
import type { Target } from '@aikit-backstage/test-target';
import { CLASSES } from './accepted/podValues';
import { Cluster } from './cluster';
import { NAMESPACE } from './refused/refusal';

const ROUTE: Manifest = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'any' },
};

const CLASS_OBJECTS: Manifest[] = [
  {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: CLASSES.priority },
    value: 100,
  },
  {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: CLASSES.runtime },
    handler: 'nvidia',
  },
];

/** Gives a cluster what the workloads of the suite name. */
export async function prepare(
  target: Target,
  cluster: Cluster,
  routes: Manifest,
): Promise<void> {
  await cluster.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  await cluster.apply(routes);
  for (const manifest of CLASS_OBJECTS) {
    // The simulator knows no classes, and asks for none.
    if (await cluster.serves(manifest)) {
      await cluster.apply(manifest);
    }
  }
  await target.addNodes([
    {
      name: 'gpu-1',
      labels: {
        pool: 'gpu',
        'topology.kubernetes.io/zone': 'zone-a',
        'example.com/rack': 'rack-1',
        'node.kubernetes.io/instance-type': 'g5.4xlarge',
      },
      capacity: { 'nvidia.com/gpu': 64 },
    },
  ]);
  await poll(async () => (await cluster.serves(ROUTE)) || undefined, {
    what: 'routes to be served',
    timeoutMs: 30_000,
  });
}
