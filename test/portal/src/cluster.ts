import { poll } from '@aikit-backstage/test-cluster';
import { Target } from '@aikit-backstage/test-target';

const GROUPS = {
  pods: '/api/v1',
  services: '/api/v1',
  deployments: '/apis/apps/v1',
  replicasets: '/apis/apps/v1',
  statefulsets: '/apis/apps/v1',
  leaderworkersets: '/apis/leaderworkerset.x-k8s.io/v1',
  horizontalpodautoscalers: '/apis/autoscaling/v2',
};

type Plural = keyof typeof GROUPS;

interface LiveObject {
  metadata: { name: string; uid: string; generation?: number };
  spec?: unknown;
}

interface LivePod extends LiveObject {
  spec: {
    nodeName?: string;
    containers: {
      image: string;
      resources?: { limits?: Record<string, string> };
    }[];
  };
  status: { conditions?: { type: string; status: string }[] };
}

/** Namespace `default` of a cluster, as its administrator sees it. */
export class Cluster {
  constructor(readonly target: Target) {}

  async list<T extends LiveObject>(plural: Plural): Promise<T[]> {
    const { body } = await this.target.request('GET', path(plural));
    return (body as { items: T[] }).items;
  }

  /** @throws Error when there is none */
  async get<T extends LiveObject>(plural: Plural, name: string): Promise<T> {
    const { status, body } = await this.target.request(
      'GET',
      path(plural, name),
    );
    if (status !== 200) {
      throw new Error(JSON.stringify(body));
    }
    return body as T;
  }

  /** Deletes an object, and does not wait for its end. */
  async delete(plural: Plural, name: string) {
    await this.target.request('DELETE', path(plural, name), {
      query: { propagationPolicy: 'Background' },
    });
  }

  /** Applies an object's fields, and takes them over from others. */
  async applyAs(
    fieldManager: string,
    plural: Plural,
    object: { metadata: { name: string }; [field: string]: unknown },
  ) {
    const { status, body } = await this.target.request(
      'PATCH',
      path(plural, object.metadata.name),
      {
        query: { fieldManager, force: true },
        contentType: 'application/apply-patch+yaml',
        body: object,
      },
    );
    if (status !== 200 && status !== 201) {
      throw new Error(JSON.stringify(body));
    }
  }

  /** Names of what a workload consists of, as `plural/name`. */
  async names(name: string): Promise<string[]> {
    const kinds = Object.keys(GROUPS) as Plural[];
    const lists = await Promise.all(
      kinds.map(async plural =>
        (
          await this.list(plural)
        ).map(({ metadata }) => `${plural}/${metadata.name}`),
      ),
    );
    return lists.flat().filter(found => found.includes(name));
  }

  /** Pods as `kubectl get pods -o wide` shows them, by name. */
  async pods() {
    return (await this.list<LivePod>('pods'))
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

  async images(): Promise<Set<string>> {
    const pods = await this.list<LivePod>('pods');
    return new Set(
      pods.flatMap(({ spec }) => spec.containers.map(({ image }) => image)),
    );
  }

  async podsReady(count: number, timeoutMs = 60_000) {
    await poll(
      async () =>
        (await this.pods()).filter(({ ready }) => ready).length === count ||
        undefined,
      { what: `${count} pods to be ready`, timeoutMs },
    );
  }

  async podsGone(timeoutMs = 60_000) {
    await poll(
      async () => (await this.list('pods')).length === 0 || undefined,
      { what: 'the pods to be gone', timeoutMs },
    );
  }

  /** Removes all workloads and what belongs to them. */
  async clean() {
    for (const plural of Object.keys(GROUPS) as Plural[]) {
      for (const { metadata } of await this.list(plural)) {
        // Its own Service is the API server's.
        if (plural !== 'pods' && metadata.name !== 'kubernetes') {
          await this.delete(plural, metadata.name);
        }
      }
    }
    await this.podsGone();
  }
}

function path(plural: Plural, name?: string): string {
  const collection = `${GROUPS[plural]}/namespaces/default/${plural}`;
  return name === undefined ? collection : `${collection}/${name}`;
}
