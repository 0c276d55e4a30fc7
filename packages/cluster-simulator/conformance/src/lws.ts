import { Client } from './client';
import { leaderWorkerSet, LeaderWorkerSetOptions } from './fixtures';
import { conditionOf, LeaderWorkerSet, Pod } from './objects';
import { eventually } from './waiting';
import { Workloads } from './workloads';

/** The name of a label or annotation of LeaderWorkerSets. */
export function lwsKey(name: string): string {
  return `leaderworkerset.sigs.k8s.io/${name}`;
}

/** Looks at one LeaderWorkerSet, called `x`, in one namespace. */
export class LeaderWorkerSets extends Workloads {
  constructor(client: Client, private readonly inNamespace: () => string) {
    super(client, inNamespace);
  }

  create(options: LeaderWorkerSetOptions = {}): Promise<LeaderWorkerSet> {
    return this.client.create<LeaderWorkerSet>(
      leaderWorkerSet(this.inNamespace(), 'x', options),
    );
  }

  /** A merge patch. */
  change(patch: object): Promise<LeaderWorkerSet> {
    return this.client.merge<LeaderWorkerSet>(
      this.path('leaderworkersets', 'x'),
      patch,
    );
  }

  /** Changes the image, and whatever else, of workers and leaders. */
  roll(podSpec: object = {}): Promise<LeaderWorkerSet> {
    const containers = [{ name: 'main', image: 'example.com/model:2' }];
    return this.change({
      spec: {
        leaderWorkerTemplate: {
          workerTemplate: { spec: { containers, ...podSpec } },
        },
      },
    });
  }

  current(): Promise<LeaderWorkerSet> {
    return this.get<LeaderWorkerSet>('leaderworkersets', 'x');
  }

  /** Waits until the status says that so many groups are ready, and no more. */
  ready(replicas: number): Promise<LeaderWorkerSet> {
    return eventually(async () => {
      const lws = await this.current();
      expect(lws.status).toMatchObject({
        replicas,
        readyReplicas: replicas,
        updatedReplicas: replicas,
        observedGeneration: lws.metadata.generation,
      });
      expect(conditionOf(lws, 'Available')?.status).toBe('True');
      return lws;
    });
  }

  /** Conditions as `Type=Status`. */
  async conditions(): Promise<string[]> {
    const { status } = await this.current();
    return (status?.conditions ?? []).map(
      condition => `${condition.type}=${condition.status}`,
    );
  }

  /** Identities of pods by name. */
  async uids(): Promise<Record<string, string>> {
    const pods = await this.items<Pod>('pods');
    return Object.fromEntries(
      pods.map(({ metadata }) => [metadata.name, metadata.uid]),
    );
  }

  /** Images of pods by name, of those that are not being deleted. */
  async images(): Promise<Record<string, string>> {
    const pods = await this.items<Pod>('pods');
    return Object.fromEntries(
      pods
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(({ metadata, spec }) => [
          metadata.name,
          spec.containers[0].image.replace(/.*:/, ''),
        ]),
    );
  }
}
