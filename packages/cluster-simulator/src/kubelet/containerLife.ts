import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IContainerStatus } from 'kubernetes-models/v1/ContainerStatus';
import { Pod } from '../objects/kinds';
import { timestamp } from '../runtime/clock';
import { EventContent } from '../runtime/events';
import { Behaviours } from './behaviours';
import { ContainerState, restarts } from './containers';
import { containerId, goDuration, imageId, spread } from './identity';
import { PullFailure, pullFailureTexts } from './pullFailure';
import { Speed } from './speed';

/** What the containers of a node have around them. */
export interface NodeWorld {
  readonly behaviours: Behaviours;
  speed: Speed;
  /** The time in the cluster. */
  time(): Date;
  /** Milliseconds of a clock that never jumps. */
  now(): number;
  /** Milliseconds that seconds last. */
  ms(seconds: number): number;
  /** Images that the node of a pod has; it changes. */
  images(pod: Pod): Set<string>;
  record(pod: Pod, container: ContainerState, event: EventContent): void;
}

/** Until a kubelet looks again at what it could not do. */
const RESYNC_SECONDS = 10;
const FIRST_BACK_OFF_SECONDS = 10;
const LAST_BACK_OFF_SECONDS = 300;
const NO_RESOURCES = {};
/** Until what has just failed or ended is tried again or put off. */
const NOTICE_SECONDS = 1;

/**
 * The life of one container: pulled, created, running, ready, ended, and again,
 * with the reasons, messages and back-off times of a kubelet.
 */
export class ContainerLife {
  constructor(
    private readonly world: NodeWorld,
    private readonly pod: Pod,
    private readonly container: ContainerState,
  ) {}

  /** Does all that is due by now. */
  advance() {
    while (this.container.due <= this.world.now()) {
      this.#step();
    }
  }

  /** Ends it in order, as when its pod is deleted. */
  stop() {
    if (this.container.phase === 'running') {
      this.#end({ exitCode: 0, reason: 'Completed' });
    }
    this.container.due = Infinity;
  }

  /** Asks the rules anew. */
  replan() {
    if (this.container.phase === 'running') {
      this.#plan();
    }
  }

  #step() {
    switch (this.container.phase) {
      case 'waiting':
        return this.#pull();
      case 'pulling':
        return this.#pulled();
      case 'pullFailed':
        return this.#backOffPulling();
      case 'creating':
        return this.#create();
      case 'running':
        return this.#plan();
      default:
        return this.#ended();
    }
  }

  #pull() {
    const { image, imagePullPolicy = defaultPolicy(image) } = this.#spec;
    const rule = this.#rule('pull');
    const what = rule?.what;
    if (what && 'fails' in what) {
      rule!.count();
      this.#failToPull(what.fails, what.message);
    } else if (
      imagePullPolicy === 'Never' ||
      (imagePullPolicy === 'IfNotPresent' && this.#images.has(image!))
    ) {
      this.#record(
        'Pulled',
        `Container image "${image}" already present on machine and can be accessed by the pod`,
      );
      this.#next('creating', this.world.speed.start);
    } else {
      const { pull } = this.world.speed;
      this.#record('Pulling', `Pulling image "${image}"`);
      this.#next(
        'pulling',
        what?.takesSeconds ?? (pull * (1 + spread(image!))) / 2,
      );
    }
  }

  #failToPull(reason: PullFailure, given?: string) {
    const texts = pullFailureTexts(reason, this.#spec.image ?? '', given);
    texts.events.forEach(event =>
      this.world.record(this.pod, this.container, event),
    );
    this.#wait(reason, texts.message);
    if (texts.backsOff) {
      this.#next('pullFailed', NOTICE_SECONDS);
    } else {
      this.#next('waiting', RESYNC_SECONDS);
    }
  }

  #backOffPulling() {
    const { reason, message } = this.container.status.state!.waiting!;
    const backOff = `Back-off pulling image "${this.#spec.image}"`;
    this.#record('BackOff', backOff);
    this.#warn('Failed', 'Error: ImagePullBackOff');
    this.#wait('ImagePullBackOff', `${backOff}: ${reason}: ${message}`);
    this.container.failures += 1;
    this.#next('waiting', backOffSeconds(this.container.failures));
  }

  #pulled() {
    const { image } = this.#spec;
    const took = goDuration((this.world.now() - this.container.since) / 1000);
    const size = Math.round((0.2 + spread(image!)) * 1e9);
    this.#images.add(image!);
    this.#record(
      'Pulled',
      `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: ${size} bytes.`,
    );
    this.container.failures = 0;
    this.#next('creating', this.world.speed.start);
  }

  #create() {
    const rule = this.#rule('start');
    if (!rule) {
      this.#record('Created', 'Container created');
      this.#record('Started', 'Container started');
      this.#run();
      return;
    }
    const { fails, message } = rule.what;
    rule.count();
    if (fails === 'RunContainerError') {
      this.#record('Created', 'Container created');
    }
    this.#warn('Failed', `Error: ${message}`);
    this.#wait(fails, message);
    this.#next('waiting', RESYNC_SECONDS);
  }

  #run() {
    const { container, world } = this;
    const { status, run } = container;
    const { name, image = '', resources } = this.#spec;
    const restartCount = run ? status.restartCount + 1 : 0;
    container.previousRun = run;
    container.run = { startedAt: world.time().getTime() };
    container.status = {
      ...status,
      state: { running: { startedAt: timestamp(world.time()) } },
      lastState: ended(status),
      restartCount,
      imageID: imageId(image),
      containerID: containerId(this.pod.metadata.uid, name, restartCount),
      ...(resources?.requests && { allocatedResources: resources.requests }),
      resources: resources ?? NO_RESOURCES,
    };
    container.phase = 'running';
    container.since = world.now();
    this.#plan();
  }

  /** Finds out what a running container does now and next. */
  #plan() {
    const { container, world } = this;
    const now = world.now();
    const run = this.#rule('run');
    const { exitsAfterSeconds, exitCode, reason, logs } =
      run?.what ??
      (container.kind === 'init'
        ? { exitsAfterSeconds: world.speed.init, exitCode: 0 }
        : { exitsAfterSeconds: Infinity, exitCode: 0 });
    const exitAt = container.since + world.ms(exitsAfterSeconds);
    if (exitAt <= now) {
      run?.count();
      container.run!.lastWords = logs;
      this.#end({
        exitCode,
        reason: reason ?? (exitCode ? 'Error' : 'Completed'),
      });
      return;
    }
    const readyAt = container.since + this.#msUntilReady();
    this.#setReady(readyAt <= now);
    const ends = [run, this.#rule('ready')].map(rule =>
      rule?.until
        ? now + rule.until.getTime() - world.time().getTime()
        : Infinity,
    );
    container.due = Math.min(
      exitAt,
      readyAt > now ? readyAt : Infinity,
      ...ends,
    );
  }

  #msUntilReady(): number {
    const { readinessProbe, startupProbe } = this.#spec;
    const rule = this.#rule('ready')?.what;
    if (rule === 'never') {
      const probe = startupProbe ? 'Startup' : 'Readiness';
      if (readinessProbe ?? startupProbe) {
        this.#warn(
          'Unhealthy',
          `${probe} probe failed: HTTP probe failed with statuscode: 503`,
        );
      }
      return Infinity;
    }
    const seconds = readinessProbe ?? startupProbe ? this.world.speed.ready : 0;
    return this.world.ms(rule ? rule.afterSeconds : seconds);
  }

  #setReady(isReady: boolean) {
    const { container } = this;
    // An init container is ready when it has done its work.
    const ready = isReady && container.kind !== 'init';
    const started = ready || !this.#spec.startupProbe;
    if (
      ready !== container.status.ready ||
      started !== container.status.started
    ) {
      container.status = { ...container.status, ready, started };
      container.run!.readyAt = ready ? this.world.time().getTime() : undefined;
    }
  }

  #end({ exitCode, reason }: { exitCode: number; reason: string }) {
    const { container, world } = this;
    const { status } = container;
    container.run!.endedAt = world.time().getTime();
    container.status = {
      ...status,
      ready: container.kind === 'init' && exitCode === 0,
      started: false,
      state: {
        terminated: {
          exitCode,
          reason,
          startedAt: status.state!.running!.startedAt,
          finishedAt: timestamp(world.time()),
          containerID: status.containerID,
        },
      },
    };
    if (world.now() - container.since > world.ms(2 * LAST_BACK_OFF_SECONDS)) {
      container.crashes = 0;
    }
    if (restarts(container, this.pod.spec)) {
      this.#next('ended', NOTICE_SECONDS);
    } else {
      container.phase = 'ended';
      container.due = Infinity;
    }
  }

  /** The first time it is started again at once, then later and later. */
  #ended() {
    const { container, pod } = this;
    const { name, namespace, uid } = pod.metadata;
    const podName = `${name}_${namespace}(${uid})`;
    const seconds = backOffSeconds(container.crashes);
    container.crashes += 1;
    if (container.crashes === 1) {
      this.#next('waiting', 0);
      return;
    }
    this.#warn(
      'BackOff',
      `Back-off restarting failed container ${
        this.#spec.name
      } in pod ${podName}`,
    );
    this.#wait(
      'CrashLoopBackOff',
      `back-off ${goDuration(seconds)} restarting failed container=${
        this.#spec.name
      } pod=${podName}`,
    );
    this.#next('waiting', seconds);
  }

  get #spec(): IContainer {
    return this.container.spec;
  }

  get #images(): Set<string> {
    return this.world.images(this.pod);
  }

  #rule<A extends Parameters<Behaviours['find']>[0]>(aspect: A) {
    return this.world.behaviours.find(aspect, this.pod, this.#spec);
  }

  #next(phase: ContainerState['phase'], seconds: number) {
    this.container.phase = phase;
    this.container.since = this.world.now();
    this.container.due = this.container.since + this.world.ms(seconds);
  }

  #wait(reason: string, message: string) {
    const { status } = this.container;
    this.container.status = {
      ...status,
      state: { waiting: { reason, message } },
      lastState: ended(status),
    };
  }

  #record(
    reason: string,
    message: string,
    type: EventContent['type'] = 'Normal',
  ) {
    this.world.record(this.pod, this.container, { type, reason, message });
  }

  #warn(reason: string, message: string) {
    this.#record(reason, message, 'Warning');
  }
}

/** The last state after one that may have ended. */
function ended({ state, lastState }: IContainerStatus) {
  return state?.terminated ? { terminated: state.terminated } : lastState;
}

/** @param failures - that came before, one after the other */
function backOffSeconds(failures: number): number {
  return Math.min(
    FIRST_BACK_OFF_SECONDS * 2 ** Math.max(0, failures - 1),
    LAST_BACK_OFF_SECONDS,
  );
}

/** As the API sets it, where nobody has. */
function defaultPolicy(image = ''): string {
  return /:latest$|^[^:@]*$/.test(image.slice(image.lastIndexOf('/') + 1))
    ? 'Always'
    : 'IfNotPresent';
}
