import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IContainerStatus } from 'kubernetes-models/v1/ContainerStatus';
import { timestamp } from '../api/clock';
import { Pod } from '../objects/kinds';
import { EventContent } from '../runtime/events';
import { BehaviourRule, Behaviours } from './behaviours';

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

/** What the containers of a cluster have around them. */
export interface World {
  readonly behaviours: Behaviours;
  speed: Speed;
  /** The time in the cluster. */
  time(): Date;
  /** Seconds of a clock that never jumps; they may be shorter than others. */
  now(): number;
  /** Images that the node of a pod has; it changes. */
  images(pod: Pod): Set<string>;
  record(pod: Pod, container: Container, event: EventContent): void;
}

/** Until a kubelet looks again at what it could not do. */
const RESYNC_SECONDS = 10;
/** Until what has just failed or ended is tried again or put off. */
const NOTICE_SECONDS = 1;

type End = Omit<NonNullable<BehaviourRule['run']>, 'exitsAfterSeconds'>;

/** A part of a container's life: it answers how many seconds it waits. */
type Life = Generator<number, void>;

/**
 * A container of a pod, with the reasons, messages and back-off times of a
 * kubelet. Its life is written down in order, waits included.
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

  /** Ends it in order and for good, as when its pod is deleted. */
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
      // The first time it is started again at once, then later and later.
      if (crashes > 1) {
        yield* this.#backOffRestarting(backOffSeconds(crashes - 2));
      }
      yield* this.#pull();
      yield* this.#create();
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
    let rule = this.#rule('pull');
    for (let failures = 0; rule?.pull?.fails; failures += 1) {
      rule.times -= 1;
      const {
        message = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`,
      } = rule.pull;
      const putOff = `Back-off pulling image "${image}"`;
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
      rule = this.#rule('pull');
    }
    const images = this.world.images(this.pod);
    if (images.has(image) && imagePullPolicy !== 'Always') {
      this.#record(
        'Pulled',
        `Container image "${image}" already present on machine and can be accessed by the pod`,
      );
      return;
    }
    const seconds = rule?.pull?.takesSeconds ?? this.world.speed.pull;
    const took = `${seconds}s (${seconds}s including waiting)`;
    this.#record('Pulling', `Pulling image "${image}"`);
    yield seconds;
    images.add(image);
    this.#record('Pulled', `Successfully pulled image "${image}" in ${took}.`);
  }

  *#create(): Life {
    yield this.world.speed.start;
    let rule = this.#rule('start');
    while (rule?.start) {
      const { fails, message } = rule.start;
      rule.times -= 1;
      this.#warn('Failed', `Error: ${message}`);
      yield* this.#wait(fails, message, RESYNC_SECONDS);
      rule = this.#rule('start');
    }
    this.#record('Created', 'Container created');
    this.#record('Started', 'Container started');
  }

  /** Is gone through again when rules have changed. */
  *#run(): Life {
    const { now, time, speed } = this.world;
    const { image = '', readinessProbe, startupProbe } = this.spec;
    const began = now();
    const readyAfter = readinessProbe ?? startupProbe ? speed.ready : 0;
    const ownEnd = this.isInit ? speed.init : Infinity;
    this.logs.push([]);
    this.log(`INF Starting up image=${image}`);
    this.#enter(
      { running: { startedAt: timestamp(time()) } },
      { started: true, restartCount: this.logs.length - 1, imageID: image },
    );
    for (;;) {
      const rule = this.#rule('run');
      const end = rule?.run ?? { exitsAfterSeconds: ownEnd, exitCode: 0 };
      const untilEnd = began + end.exitsAfterSeconds - now();
      if (untilEnd <= 0) {
        if (rule) {
          rule.times -= 1;
        }
        this.#end(end);
        return;
      }
      let untilReady = began + readyAfter - now();
      if (this.#rule('ready')) {
        untilReady = Infinity;
        this.#warn(
          'Unhealthy',
          'Readiness probe failed: HTTP probe failed with statuscode: 503',
        );
      }
      this.#setReady(untilReady <= 0 && !this.isInit);
      yield Math.min(untilEnd, untilReady > 0 ? untilReady : Infinity);
    }
  }

  #setReady(ready: boolean) {
    if (ready && !this.status.ready) {
      this.log('INF Server is listening');
    }
    this.status = { ...this.status, ready };
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

  #rule(part: Parameters<Behaviours['find']>[0]) {
    return this.world.behaviours.find(part, this.pod, this.spec);
  }

  #record(reason: string, message: string) {
    this.world.record(this.pod, this, { type: 'Normal', reason, message });
  }

  #warn(reason: string, message: string) {
    this.world.record(this.pod, this, { type: 'Warning', reason, message });
  }
}

/** @param failures - that came before the last one, one after the other */
function backOffSeconds(failures: number): number {
  return Math.min(10 * 2 ** failures, 300);
}
