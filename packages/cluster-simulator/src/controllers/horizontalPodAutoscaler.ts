import type { IHorizontalPodAutoscalerCondition } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerCondition';
import type { IHorizontalPodAutoscalerStatus } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerStatus';
import { notFound } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { HorizontalPodAutoscaler, Pod } from '../objects/kinds';
import { HORIZONTAL_POD_AUTOSCALERS } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { timestamp } from '../runtime/clock';
import { Component } from '../runtime/component';
import { EventRecorder } from '../runtime/events';
import type { PodRuntime } from '../server/podRuntime';
import { KnownTypes, typeOf } from './knownTypes';
import {
  createObjectController,
  Events,
  writeStatus,
} from './objectController';
import { controllerOf, isPodActive, keyOf } from './pods';
import { MetricError, propose } from './resourceMetrics';

const NAME = 'horizontal-pod-autoscaler';
const CPU_80 = { type: 'Utilization', averageUtilization: 80 };
const DEFAULT_METRICS = [
  { type: 'Resource', resource: { name: 'cpu', target: CPU_80 } },
];
const PREFIX = 'the HPA controller was';
const TOO = 'the desired replica count is';
/** Why a proposal is not followed. */
const LIMITS = {
  DesiredWithinRange: 'the desired count is within the acceptable range',
  TooFewReplicas: `${TOO} less than the minimum replica count`,
  TooManyReplicas: `${TOO} more than the maximum replica count`,
  ScaleUpLimit: `${TOO} increasing faster than the maximum scale rate`,
};

/** What {@link createHorizontalPodAutoscaler} needs to know. */
export interface AutoscalerOptions {
  types: KnownTypes;
  usage: PodRuntime['usage'];
  /** The cluster's events when it is not given. */
  events?: Events;
  /** Between two looks at the metrics; 15 by default. */
  periodSeconds?: number;
  /** For which the highest proposal counts before it scales down; 300 by default. */
  stabilizationSeconds?: number;
}

/** One look of an autoscaler at what it scales. */
class Scaling {
  readonly #status: IHorizontalPodAutoscalerStatus;
  #conditions: IHorizontalPodAutoscalerCondition[];

  constructor(
    private readonly api: ObjectApi,
    private readonly events: Events,
    private readonly autoscaler: HorizontalPodAutoscaler,
  ) {
    this.#status = { desiredReplicas: 0, ...autoscaler.status };
    this.#conditions = this.#status.conditions ?? [];
  }

  /**
   * @param proposals - what was proposed lately, in any order
   * @returns what the metrics propose now, when they do
   */
  run(options: AutoscalerOptions, proposals: number[]): number | undefined {
    const { kind, name, apiVersion = '' } = this.autoscaler.spec.scaleTargetRef;
    const type = typeOf(options.types, { apiVersion, kind });
    const { namespace } = this.autoscaler.metadata;
    const target = type && this.api.store.get(type, namespace, name);
    if (!type || !target) {
      const message = type
        ? notFound(type, name).message
        : `no matches for kind "${kind}" in group "${
            apiVersion.split('/').at(-2) ?? ''
          }"`;
      this.#warn('FailedGetScale', message);
      const text = `${PREFIX} unable to get the target's current scale: ${message}`;
      this.#set('AbleToScale', 'False', 'FailedGetScale', text);
      this.#write({});
      return undefined;
    }
    const text = `${PREFIX} able to get the target's current scale`;
    this.#set('AbleToScale', 'True', 'SucceededGetScale', text);
    const { replicas: current = 1 } = target.spec as { replicas?: number };
    const pods = () => this.#podsUnder(target).filter(isPodActive);
    const outcome = this.#decide(current, pods, options.usage, proposals);
    const { desired, reason, proposal, ...metrics } = outcome;
    const isRescaled = desired !== undefined && desired !== current;
    if (isRescaled) {
      const spec = { ...(target.spec as object), replicas: desired };
      this.api.update(type, { ...target, spec });
      const done = `${PREFIX} able to update the target scale to ${desired}`;
      this.#set('AbleToScale', 'True', 'SucceededRescale', done);
      const message = `New size: ${desired}; reason: ${reason}`;
      this.#tell('Normal', 'SuccessfulRescale', message);
    }
    this.#write({
      currentReplicas: current,
      ...(desired !== undefined && { desiredReplicas: desired }),
      ...(isRescaled && { lastScaleTime: timestamp(this.api.clock.now()) }),
      ...metrics,
    });
    return proposal;
  }

  #decide(
    current: number,
    pods: () => Pod[],
    usage: PodRuntime['usage'],
    proposals: number[],
  ): Outcome {
    const { minReplicas = 1, maxReplicas } = this.autoscaler.spec;
    if (current === 0) {
      const text =
        'scaling is disabled since the replica count of the target is zero';
      this.#set('ScalingActive', 'False', 'ScalingDisabled', text);
      return { desired: 0 };
    }
    const reason = 'Current number of replicas';
    if (current > maxReplicas) {
      return {
        desired: maxReplicas,
        reason: `${reason} above Spec.MaxReplicas`,
      };
    }
    if (current < minReplicas) {
      return {
        desired: minReplicas,
        reason: `${reason} below Spec.MinReplicas`,
      };
    }
    return this.#followMetrics(current, pods(), usage, proposals);
  }

  #followMetrics(
    current: number,
    pods: Pod[],
    usage: PodRuntime['usage'],
    proposals: number[],
  ): Outcome {
    const { metrics = DEFAULT_METRICS } = this.autoscaler.spec;
    const results = metrics.map(metric =>
      propose(metric, pods, current, usage),
    );
    const errors = results.filter(result => result instanceof MetricError);
    const [highest] = results
      .flatMap(result => (result instanceof MetricError ? [] : [result]))
      .sort((a, b) => b.replicas - a.replicas);
    if (!highest || (errors.length > 0 && highest.replicas < current)) {
      this.#noteErrors(errors, metrics.length);
      return {};
    }
    const { metric, replicas } = highest;
    const text = `the HPA was able to successfully calculate a replica count from ${metric}`;
    this.#set('ScalingActive', 'True', 'ValidMetricFound', text);
    return {
      desired: this.#normalize(current, replicas, proposals),
      reason:
        replicas > current
          ? `${metric} above target`
          : 'All metrics below target',
      proposal: replicas,
      currentMetrics: results.flatMap(result =>
        result instanceof MetricError ? [] : [result.status],
      ),
    };
  }

  #noteErrors([first, ...others]: MetricError[], metrics: number) {
    const reason = 'FailedGetResourceMetric';
    this.#warn(reason, first.message);
    const counts = `${others.length + 1} invalid out of ${metrics}`;
    this.#warn(
      'FailedComputeMetricsReplicas',
      `invalid metrics (${counts}), first error is: ${first.message}`,
    );
    const text = `the HPA was unable to compute the replica count: ${first.message}`;
    this.#set('ScalingActive', 'False', reason, text);
  }

  /** Keeps a proposal in the limits, and from going down too soon. */
  #normalize(current: number, proposed: number, proposals: number[]): number {
    const { minReplicas = 1, maxReplicas } = this.autoscaler.spec;
    const stable = Math.max(proposed, ...proposals);
    if (stable === proposed) {
      const text = 'recommended size matches current size';
      this.#set('AbleToScale', 'True', 'ReadyForNewScale', text);
    } else {
      const text =
        'recent recommendations were higher than current one, applying the highest recent recommendation';
      this.#set('AbleToScale', 'True', 'ScaleDownStabilized', text);
    }
    const fastest = Math.max(2 * current, 4);
    const most = Math.min(maxReplicas, fastest);
    const desired = Math.min(Math.max(stable, minReplicas), most);
    const tooMany = maxReplicas > fastest ? 'ScaleUpLimit' : 'TooManyReplicas';
    const limit = stable < desired ? 'TooFewReplicas' : tooMany;
    const reason = stable === desired ? 'DesiredWithinRange' : limit;
    const isLimited = stable === desired ? 'False' : 'True';
    this.#set('ScalingLimited', isLimited, reason, LIMITS[reason]);
    return desired;
  }

  /** Pods that a workload controls itself or through others, not those of its pods. */
  #podsUnder({ metadata: { uid } }: KubeObject): Pod[] {
    return this.api.store
      .dependents(uid)
      .filter(object => controllerOf(object)?.uid === uid)
      .flatMap(object =>
        object.kind === 'Pod' ? [object as Pod] : this.#podsUnder(object),
      );
  }

  #warn(reason: string, message: string) {
    this.#tell('Warning', reason, message);
  }

  #tell(type: 'Normal' | 'Warning', reason: string, message: string) {
    this.events.record(this.autoscaler, { type, reason, message });
  }

  #set(
    type: string,
    status: 'True' | 'False',
    reason: string,
    message: string,
  ) {
    const earlier = this.#conditions.find(condition => condition.type === type);
    const lastTransitionTime =
      earlier?.status === status
        ? earlier.lastTransitionTime
        : timestamp(this.api.clock.now());
    const changed = { type, status, reason, message, lastTransitionTime };
    this.#conditions = earlier
      ? this.#conditions.map(other => (other === earlier ? changed : other))
      : [...this.#conditions, changed];
  }

  #write(changes: Partial<IHorizontalPodAutoscalerStatus>) {
    writeStatus(this.api, HORIZONTAL_POD_AUTOSCALERS, this.autoscaler, {
      ...this.#status,
      ...changes,
      conditions: this.#conditions,
    });
  }
}

type Outcome = Pick<IHorizontalPodAutoscalerStatus, 'currentMetrics'> & {
  /** Undefined when the metrics are not known. */
  desired?: number;
  reason?: string;
  proposal?: number;
};

/** Scales whatever has `spec.replicas` by what its pods use. */
export function createHorizontalPodAutoscaler(
  api: ObjectApi,
  options: AutoscalerOptions,
): Component {
  const { events = new EventRecorder(api, NAME), periodSeconds = 15 } = options;
  const { stabilizationSeconds = 300 } = options;
  const lately = new Map<string, { time: number; proposal: number }[]>();
  return createObjectController(api, {
    name: NAME,
    type: HORIZONTAL_POD_AUTOSCALERS,
    reconcile: autoscaler => {
      const key = keyOf(autoscaler.metadata);
      const time = api.clock.now().getTime();
      const recent = (lately.get(key) ?? []).filter(
        each => each.time > time - stabilizationSeconds * 1000,
      );
      const scaling = new Scaling(api, events, autoscaler);
      const proposal = scaling.run(
        options,
        recent.map(each => each.proposal),
      );
      lately.set(
        key,
        proposal === undefined ? recent : [...recent, { time, proposal }],
      );
      return periodSeconds * 1000;
    },
  });
}
