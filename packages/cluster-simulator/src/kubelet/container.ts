import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IContainerStatus } from 'kubernetes-models/v1/ContainerStatus';
import { timestamp } from '../api/clock';
import { Pod } from '../objects/kinds';
import { EventContent } from '../runtime/events';
import { behaviourOf, BehaviourRule } from './behaviours';

/** A line that a container has written, without its line end. */
export interface LogLine {
  time: Date;
  text: string;
}

/** How long things take, in seconds; `ready` is how long probes take. */
export type Speed = typeof SPEEDS.instant;
export const SPEEDS = {
  /** For tests and big fleets: a pod that is bound is ready with one write. */
  instant: { pull: 0, start: 0, init: 0, ready: 0, stop: 0 },
  /** For people who watch. */
  realistic: { pull: 6, start: 1, init: 2, ready: 5, stop: 3 },
};

/** What containers need of their kubelet. */
export interface World {
  readonly behaviours: BehaviourRule[];
  speed: Speed;
  /** The time in the cluster. */
  time(): Date;
  /** Seconds of a clock that never jumps, scaled by `timeScale`. */
  now(): number;
  /** Images that the node of a pod has; it changes. */
  images(pod: Pod): Set<string>;
  record(pod: Pod, container: Container, event: EventContent): void;
}

/** Seconds until a kubelet reacts to what has just failed or ended. */
const NOTICE_SECONDS = 1;

type End = Omit<NonNullable<BehaviourRule['run']>, 'exitsAfterSeconds'>;

/** A part of a container's life: it yields the seconds that it waits. */
type Life = Generator<number, void>;

/**
 * A container of a pod, with the reasons, messages and back-off times of a
 * kubelet. Its life is a generator, from the first pull to the end.
 */
export class Container {
  /** As the pod reports it. */
  status: IContainerStatus;
  /** What each of its runs has written. */
  readonly logs: LogLine[][] = [];
  /** Whether it has ended and will not be started again. */
  isOver = false;
  /** When its life goes on, as {@link World.now} counts. */
  due = 0;
  readonly #life = this.#live();

  constructor(
    private readonly world: World,
    private readonly pod: Pod,
    readonly isInit: boolean,
    readonly spec: IContainer,
  ) {
    const reason = pod.spec.initContainers?.length
      ? 'PodInitializing'
      : 'ContainerCreating';
    this.status = {
      name: spec.name,
      state: { waiting: { reason } },
      lastState: {},
      ready: false,
      restartCount: 0,
      image: spec.image ?? '',
      imageID: '',
      started: false,
    };
  }

  get isRunning(): boolean {
    return !!this.status.state?.running;
  }

  get hasSucceeded(): boolean {
    return this.status.state?.terminated?.exitCode === 0;
  }

  /** Does all that is due by now. */
  advance() {
    while (this.due <= this.world.now()) {
      const { value = Infinity } = this.#life.next();
      this.due = this.world.now() + value;
    }
  }

  /** Ends it with exit code 0 and for good, as when its pod is deleted. */
  stop() {
    if (this.isRunning) {
      this.#end({ exitCode: 0 });
    }
    this.isOver = true;
    this.due = Infinity;
  }

  /** Writes a line into the log of its latest run. */
  log(text: string) {
    this.logs.at(-1)?.push({ time: this.world.time(), text });
  }

  *#live(): Life {
    const { restartPolicy = 'Always' } = this.pod.spec;
    for (let crashes = 0; ; crashes += 1) {
      // It is restarted at once after the first crash, then later and later.
      if (crashes > 1) {
        yield* this.#backOffRestarting(backOffSeconds(crashes - 2));
      }
      yield* this.#pull();
      yield* this.#run();
      this.isOver = this.hasSucceeded
        ? restartPolicy !== 'Always' || this.isInit
        : restartPolicy === 'Never';
      if (this.isOver) {
        return;
      }
      yield NOTICE_SECONDS;
    }
  }

  *#pull(): Life {
    const { image = '', imagePullPolicy } = this.spec;
    const { fails, takesSeconds = this.world.speed.pull } =
      behaviourOf(this.world.behaviours, 'pull', this.pod, this.spec) ?? {};
    if (fails) {
      yield* this.#failToPull(image);
    }
    const images = this.world.images(this.pod);
    if (images.has(image) && imagePullPolicy !== 'Always') {
      this.#record(
        'Pulled',
        `Container image "${image}" already present on machine and can be accessed by the pod`,
      );
      return;
    }
    const took = `${takesSeconds}s (${takesSeconds}s including waiting)`;
    this.#record('Pulling', `Pulling image "${image}"`);
    yield takesSeconds;
    images.add(image);
    this.#record('Pulled', `Successfully pulled image "${image}" in ${took}.`);
  }

  /** Tries again and again, and never comes to an end. */
  *#failToPull(image: string): Life {
    const message = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
    const putOff = `Back-off pulling image "${image}"`;
    for (let failures = 0; ; failures += 1) {
      this.#record('Pulling', `Pulling image "${image}"`);
      this.#warn('Failed', `Failed to pull image "${image}": ${message}`);
      this.#warn('Failed', 'Error: ErrImagePull');
      yield* this.#wait('ErrImagePull', message, NOTICE_SECONDS);
      this.#record('BackOff', putOff);
      this.#warn('Failed', 'Error: ImagePullBackOff');
      yield* this.#wait(
        'ImagePullBackOff',
        `${putOff}: ErrImagePull: ${message}`,
        backOffSeconds(failures),
      );
    }
  }

  *#run(): Life {
    const { behaviours, time, speed } = this.world;
    const { image = '', readinessProbe, startupProbe } = this.spec;
    yield speed.start;
    this.#record('Created', 'Container created');
    this.#record('Started', 'Container started');
    this.logs.push([]);
    this.log(`INF Starting up image=${image}`);
    this.#enter(
      { running: { startedAt: timestamp(time()) } },
      { started: true, restartCount: this.logs.length - 1, imageID: image },
    );
    const ownEnd = this.isInit ? speed.init : Infinity;
    const end = behaviourOf(behaviours, 'run', this.pod, this.spec) ?? {
      exitsAfterSeconds: ownEnd,
      exitCode: 0,
    };
    const { exitsAfterSeconds: lasts } = end;
    const probed = readinessProbe ?? startupProbe ? speed.ready : 0;
    if (this.isInit || probed >= lasts) {
      yield lasts;
    } else {
      yield probed;
      this.log('INF Server is listening');
      this.status = { ...this.status, ready: true };
      yield lasts - probed;
    }
    this.#end(end);
  }

  #end({ exitCode, logs = [], ...end }: End) {
    const { startedAt } = this.status.state!.running!;
    const finishedAt = timestamp(this.world.time());
    const reason = end.reason ?? (exitCode ? 'Error' : 'Completed');
    logs.forEach(text => this.log(text));
    this.#enter(
      { terminated: { exitCode, reason, startedAt, finishedAt } },
      // An init container is ready when it has done its work.
      { ready: this.isInit && exitCode === 0, started: false },
    );
  }

  *#backOffRestarting(seconds: number): Life {
    const { name, namespace, uid } = this.pod.metadata;
    const container = this.spec.name;
    const pod = `${name}_${namespace}(${uid})`;
    const minutes = Math.floor(seconds / 60);
    const time = `${minutes > 0 ? `${minutes}m` : ''}${seconds % 60}s`;
    this.#warn(
      'BackOff',
      `Back-off restarting failed container ${container} in pod ${pod}`,
    );
    yield* this.#wait(
      'CrashLoopBackOff',
      `back-off ${time} restarting failed container=${container} pod=${pod}`,
      seconds,
    );
  }

  *#wait(reason: string, message: string, seconds: number): Life {
    this.#enter({ waiting: { reason, message } });
    yield seconds;
  }

  #enter(state: IContainerStatus['state'], changes = {}) {
    const { terminated } = this.status.state!;
    const lastState = terminated ? { terminated } : this.status.lastState;
    this.status = { ...this.status, lastState, state, ...changes };
  }

  #record(reason: string, message: string) {
    this.world.record(this.pod, this, { type: 'Normal', reason, message });
  }

  #warn(reason: string, message: string) {
    this.world.record(this.pod, this, { type: 'Warning', reason, message });
  }
}

/** @param failures - how many came in a row before the last one */
function backOffSeconds(failures: number): number {
  return Math.min(10 * 2 ** failures, 300);
}
