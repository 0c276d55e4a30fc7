import { Client } from './client';
import {
  conditionOf,
  EventObject,
  Manifest,
  Pod,
  Replicated,
  Resource,
} from './objects';
import { at, Plural, typeOf } from './paths';
import { eventually } from './waiting';

/** Looks at the workloads of one namespace. */
export class Workloads {
  constructor(
    readonly client: Client,
    private readonly namespace: () => string,
  ) {}

  path(plural: Plural, name?: string, subresource?: string): string {
    return at(plural, this.namespace(), name, subresource);
  }

  get<T = Replicated>(plural: Plural, name: string): Promise<T> {
    return this.client.get<T>(this.path(plural, name));
  }

  /** All of a kind, by name, with the kind that lists leave out. */
  async items<T extends Resource = Replicated>(
    plural: Plural,
    labelSelector?: string,
  ): Promise<T[]> {
    const items = await this.client.items<T>(this.path(plural), {
      labelSelector,
    });
    return items.map(item => ({ ...typeOf(plural), ...item }));
  }

  /** Names of pods that are not being deleted, in order. */
  async podNames(labelSelector?: string): Promise<string[]> {
    return (await this.items<Pod>('pods', labelSelector))
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ metadata }) => metadata.name);
  }

  /** Waits until exactly these pods are there, all ready. */
  readyPods(names: string[]): Promise<Pod[]> {
    return eventually(async () => {
      const pods = await this.items<Pod>('pods');
      expect(pods.filter(isReady).map(({ metadata }) => metadata.name)).toEqual(
        names,
      );
      expect(pods).toHaveLength(names.length);
      return pods;
    });
  }

  /** Waits until there are so many pods, all ready. */
  readyPodCount(count: number): Promise<Pod[]> {
    return eventually(async () => {
      const pods = await this.items<Pod>('pods');
      expect(pods.filter(isReady)).toHaveLength(count);
      expect(pods).toHaveLength(count);
      return pods;
    });
  }

  /** Waits until the status has these fields. */
  status<T extends Resource = Replicated>(
    plural: Plural,
    name: string,
    expected: object,
  ): Promise<T> {
    return eventually(async () => {
      const object = await this.get<T>(plural, name);
      expect(object.status).toMatchObject(expected);
      return object;
    });
  }

  /** Lets a pod that is held by a gate be scheduled. */
  ungate(pod: string): Promise<unknown> {
    return this.client.merge(this.path('pods', pod), {
      spec: { schedulingGates: [] },
    });
  }

  /** {@link ungate} for all pods that are held. */
  async ungateAll(): Promise<void> {
    for (const { metadata, spec } of await this.items<Pod>('pods')) {
      if (spec.schedulingGates?.length) {
        await this.ungate(metadata.name);
      }
    }
  }

  /** Makes a container of a pod look as if it had been restarted. */
  async restart(pod: string): Promise<void> {
    const { status } = await this.get<Pod>('pods', pod);
    await this.client.merge(this.path('pods', pod, 'status'), {
      status: {
        containerStatuses: status.containerStatuses?.map(container => ({
          ...container,
          restartCount: 1,
        })),
      },
    });
  }

  /** Events about an object, reason and message. */
  async events(kind: string, name: string): Promise<string[]> {
    const events = await this.client.items<EventObject>(this.path('events'), {
      fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name}`,
    });
    return events.map(({ reason, message }) => `${reason}: ${message}`);
  }

  /** Waits until there are these events about an object, and others maybe. */
  hasEvents(kind: string, name: string, expected: unknown[]): Promise<void> {
    return eventually(async () =>
      expect(await this.events(kind, name)).toEqual(
        expect.arrayContaining(expected),
      ),
    );
  }
}

function isReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True';
}

/** The owner reference of what an object controls. */
export function controlledBy({ apiVersion, kind, metadata }: Resource) {
  return [
    {
      apiVersion,
      kind,
      name: metadata.name,
      uid: metadata.uid,
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
}

/** A merge patch that sets the image of a template of one container. */
export function withImage({ spec }: Manifest | Resource, image: string) {
  const { template } = spec as Replicated['spec'];
  return {
    spec: {
      template: {
        spec: {
          containers: template.spec.containers.map(container => ({
            ...container,
            image,
          })),
        },
      },
    },
  };
}
