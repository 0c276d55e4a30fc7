import { randomUUID } from 'node:crypto';
import { Client } from './client';
import { at, Plural } from './paths';
import { GetTarget, NodeOptions } from '@aikit-backstage/test-target';
import { eventually } from './waiting';

/** The nodes that every check finds: 12 GPUs that anybody may use. */
export const NODES: NodeOptions[] = [
  {
    name: 'gpu-a',
    labels: { pool: 'gpu', 'topology.kubernetes.io/zone': 'zone-a' },
    capacity: { 'nvidia.com/gpu': 8 },
  },
  {
    name: 'gpu-b',
    labels: { pool: 'gpu', 'topology.kubernetes.io/zone': 'zone-b' },
    capacity: { 'nvidia.com/gpu': 4 },
  },
  {
    name: 'cpu-1',
    labels: { pool: 'cpu', 'topology.kubernetes.io/zone': 'zone-a' },
    capacity: { cpu: 16 },
  },
  {
    name: 'reserved-1',
    labels: { pool: 'reserved', 'topology.kubernetes.io/zone': 'zone-b' },
    capacity: { 'nvidia.com/gpu': 16 },
    taints: [{ key: 'dedicated', value: 'training', effect: 'NoSchedule' }],
  },
];

/** A name that no other check has. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}

const WORKLOADS: Plural[] = [
  'leaderworkersets',
  'deployments',
  'statefulsets',
  'replicasets',
];

/**
 * A namespace for each check, deleted after it. Its pods are waited for, so
 * that they do not take the place of others.
 */
export function useNamespace(target: GetTarget): () => string {
  const client = new Client(target);
  let namespace = '';
  beforeEach(async () => {
    namespace = uniqueName('check');
    await client.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
  });
  afterEach(async () => {
    const pods = () => client.items(at('pods', namespace));
    if ((await pods()).length > 0) {
      // A namespace takes five seconds until it deletes anything.
      for (const plural of [...WORKLOADS, 'pods' as const]) {
        await client.delete(at(plural, namespace));
      }
      await eventually(async () => expect(await pods()).toEqual([]));
    }
    // Not `delete`: a check may have deleted it already.
    await client.request('DELETE', at('namespaces', undefined, namespace));
  }, 30_000);
  return () => namespace;
}
