import { ObjectApi } from '../api/objectApi';
import { isPodFinished, keyOf, parseKey } from '../controllers/pods';
import { Pod } from '../objects/kinds';
import { PODS } from '../objects/resourceTypes';
import { timestamp } from '../runtime/clock';
import { StoreEvent } from '../store/objectStore';
import { ContainerLife, NodeWorld } from './containerLife';
import { ContainerState, letsOthersStart, newContainers } from './containers';
import { Nodes } from './nodes';
import { PodPlace, podStatus } from './podStatus';

/** A pod on a node, as its kubelet knows it; it changes. */
interface PodRecord {
  uid: string;
  place: PodPlace;
  containers: ContainerState[];
  /** What was reported last. */
  written?: Pod['status'];
  /** When a pod that is deleted ends, in milliseconds that never jump. */
  endsAt?: number;
}

/** Runs the pods of all nodes. */
export class Pods {
  readonly #records = new Map<string, PodRecord>();
  #addresses = 0;

  constructor(
    private readonly api: ObjectApi,
    private readonly nodes: Nodes,
    private readonly world: NodeWorld,
  ) {}

  /** Whether a write is for the kubelet to act on: its own are not. */
  concerns({ type, object, previous }: StoreEvent<Pod>): boolean {
    const { metadata, spec, status } = object;
    const key = keyOf(metadata);
    if (type === 'DELETED') {
      this.#records.delete(key);
      return false;
    }
    const record = this.#records.get(key);
    return (
      !!spec.nodeName &&
      (status !== record?.written ||
        !record ||
        metadata.deletionTimestamp !== previous?.metadata.deletionTimestamp)
    );
  }

  /** Asks the rules anew; answers the keys of pods that may have changed. */
  replan(): string[] {
    for (const [key, { containers }] of this.#records) {
      const pod = this.#get(key);
      if (pod && this.nodes.isAlive(pod.spec.nodeName!)) {
        containers.forEach(container =>
          new ContainerLife(this.world, pod, container).replan(),
        );
      }
    }
    return [...this.#records.keys()];
  }

  /** Undefined when its kubelet does not know it. */
  container(pod: Pod, name: string): ContainerState | undefined {
    return this.containers(pod).find(({ spec }) => spec.name === name);
  }

  containers({ metadata }: Pod): ContainerState[] {
    const record = this.#records.get(keyOf(metadata));
    return record?.uid === metadata.uid ? record.containers : [];
  }

  /** @returns milliseconds until it is to be called again, if so */
  sync(key: string): number | void {
    const pod = this.#get(key);
    if (!pod?.spec.nodeName) {
      this.#records.delete(key);
      return undefined;
    }
    if (!this.nodes.isAlive(pod.spec.nodeName)) {
      return undefined;
    }
    const record = this.#recordOf(key, pod);
    if (pod.metadata.deletionTimestamp) {
      return this.#terminate(pod, record);
    }
    return isPodFinished(pod) ? undefined : this.#advance(pod, record);
  }

  #get(key: string): Pod | undefined {
    const { namespace, name } = parseKey(key);
    return this.api.store.get(PODS, namespace, name);
  }

  #recordOf(key: string, pod: Pod): PodRecord {
    let record = this.#records.get(key);
    if (record?.uid !== pod.metadata.uid) {
      record = {
        uid: pod.metadata.uid,
        place: this.#placeOf(pod),
        containers: newContainers(pod.spec),
      };
      this.#records.set(key, record);
    }
    return record;
  }

  #placeOf(pod: Pod): PodPlace {
    const { ip: hostIP, hostIPs } = this.nodes.of(pod);
    this.#addresses += 1;
    const number = this.#addresses;
    const ip = pod.spec.hostNetwork
      ? hostIP
      : `10.${[16, 8, 0].map(bits => (number >> bits) & 255).join('.')}`;
    const startTime = timestamp(this.world.time());
    return { startTime, hostIP, hostIPs, podIP: ip, podIPs: [{ ip }] };
  }

  #advance(pod: Pod, record: PodRecord): number | void {
    let due = Infinity;
    let blocked = false;
    for (const container of record.containers) {
      if (!blocked || container.run) {
        new ContainerLife(this.world, pod, container).advance();
        due = Math.min(due, container.due);
      }
      blocked ||= container.kind !== 'app' && !letsOthersStart(container);
    }
    this.#report(pod, record);
    return due === Infinity ? undefined : Math.max(0, due - this.world.now());
  }

  /** Sidecars end with the containers that they serve. */
  #report(pod: Pod, record: PodRecord) {
    const status = this.#statusOf(pod, record, false);
    if (status.phase === 'Succeeded' || status.phase === 'Failed') {
      this.#stop(pod, record);
    } else {
      this.#write(pod, record, status);
    }
  }

  #stop(pod: Pod, record: PodRecord) {
    record.containers.forEach(container =>
      new ContainerLife(this.world, pod, container).stop(),
    );
    this.#write(pod, record, this.#statusOf(pod, record, true));
  }

  #statusOf(pod: Pod, { containers, place }: PodRecord, ends: boolean) {
    const now = timestamp(this.world.time());
    return podStatus(pod, containers, place, ends, now);
  }

  #write(pod: Pod, record: PodRecord, status: NonNullable<Pod['status']>) {
    // Before it is stored, because those who follow are told at once.
    record.written = status;
    record.written = this.api.updateStatus(PODS, { ...pod, status }).status;
  }

  #terminate(pod: Pod, record: PodRecord): number | void {
    const now = this.world.now();
    const { speed } = this.world;
    const grace = pod.metadata.deletionGracePeriodSeconds ?? speed.stop;
    if (record.endsAt === undefined) {
      record.containers
        .filter(({ phase }) => phase === 'running')
        .forEach(container =>
          this.world.record(pod, container, {
            type: 'Normal',
            reason: 'Killing',
            message: `Stopping container ${container.spec.name}`,
          }),
        );
    }
    record.endsAt = Math.min(
      record.endsAt ?? Infinity,
      now + this.world.ms(Math.min(grace, speed.stop)),
    );
    if (record.endsAt > now) {
      return record.endsAt - now;
    }
    if (record.containers.some(({ phase }) => phase === 'running')) {
      this.#stop(pod, record);
    }
    const { namespace, name, uid } = pod.metadata;
    this.api.delete(
      PODS,
      { namespace, name },
      { gracePeriodSeconds: 0, preconditions: { uid } },
    );
    return undefined;
  }
}
