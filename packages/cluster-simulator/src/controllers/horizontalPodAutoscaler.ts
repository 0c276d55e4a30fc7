import type { IMetricSpec } from 'kubernetes-models/autoscaling/v2/MetricSpec';
import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { ObjectStore } from '../api/objectStore';
import type { PodRuntime } from '../kubelet/containerRuntime';
import { Pod } from '../objects/kinds';
import { podRequests } from '../objects/podRequests';
import { HORIZONTAL_POD_AUTOSCALERS, PODS } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { Component } from '../runtime/controller';
import {
  condition,
  createObjectController,
  KnownTypes,
  typeOf,
  withConditions,
  writeStatus,
} from '../runtime/objectController';
import { controllerOf, isPodActive, isPodReady } from '../runtime/pods';

const PERIOD_MS = 15_000;
const TOLERANCE = 0.1;
const COUNT = 'Current number of replicas';
/** Reason and message when the count is too small, right, and too large. */
const LIMITS = [
  ['TooFewReplicas', 'replica count is less than the minimum replica count'],
  ['DesiredWithinRange', 'count is within the acceptable range'],
  ['TooManyReplicas', 'replica count is more than the maximum replica count'],
];

/** Scales what has `spec.replicas` by what its pods use, within bounds. */
export function createHorizontalPodAutoscaler(
  api: ObjectApi,
  { types, usage }: { types: KnownTypes; usage: PodRuntime['usage'] },
): Component {
  return createObjectController(api, {
    name: 'horizontal-pod-autoscaler',
    type: HORIZONTAL_POD_AUTOSCALERS,
    // It looks at the end of each period, and not after what it writes itself.
    ignoresStatus: true,
    reconcile: (autoscaler, tell) => {
      const { metadata, spec, status } = autoscaler;
      const { kind, name, apiVersion = '' } = spec.scaleTargetRef;
      const type = typeOf(types, { apiVersion, kind });
      const target = type && api.store.get(type, metadata.namespace, name);
      if (!target) {
        return PERIOD_MS;
      }
      const { replicas: current = 1 } = target.spec as { replicas?: number };
      const { minReplicas = 1, maxReplicas, metrics = [] } = spec;
      const pods = podsUnder(api.store, target).filter(isPodActive);
      const proposals = metrics.map(one => propose(one, pods, current, usage));
      const highest = Math.max(...proposals);
      const isKnown = Number.isFinite(highest);
      const wanted = isKnown ? highest : current;
      const bounded = Math.min(Math.max(wanted, minReplicas), maxReplicas);
      // Zero switches it off.
      const desired = current === 0 ? 0 : bounded;
      const { resource } = metrics[proposals.indexOf(highest)] ?? {};
      const metric = `${resource?.name} resource utilization (percentage of request)`;
      const isScaled = desired !== current;
      if (isScaled) {
        const scaled = { ...(target.spec as object), replicas: desired };
        const options = { subresource: 'scale' };
        api.update(type, { ...target, spec: scaled }, options);
        const reasons = [
          current > maxReplicas && `${COUNT} above Spec.MaxReplicas`,
          current < minReplicas && `${COUNT} below Spec.MinReplicas`,
          desired > current && `${metric} above target`,
        ];
        const reason = reasons.find(Boolean) || 'All metrics below target';
        const news = `New size: ${desired}; reason: ${reason}`;
        tell(autoscaler, 'SuccessfulRescale', news);
      }
      const [able, done] = isScaled
        ? ['SucceededRescale', `update the target scale to ${desired}`]
        : ['SucceededGetScale', "get the target's current scale"];
      const [active, found] = isKnown
        ? [
            'ValidMetricFound',
            `able to successfully calculate a replica count from ${metric}`,
          ]
        : [
            'FailedGetResourceMetric',
            'unable to compute the replica count: no metrics returned from resource metrics API',
          ];
      const [limited, limit] = LIMITS[Math.sign(wanted - bounded) + 1];
      const now = api.clock.now();
      const conditions: Parameters<typeof condition>[] = [
        ['AbleToScale', true, able, `the HPA controller was able to ${done}`],
        ['ScalingActive', isKnown, active, `the HPA was ${found}`],
        ['ScalingLimited', wanted !== bounded, limited, `the desired ${limit}`],
      ];
      writeStatus(api, HORIZONTAL_POD_AUTOSCALERS, autoscaler, {
        ...status,
        currentReplicas: current,
        desiredReplicas: desired,
        ...(isScaled && { lastScaleTime: timestamp(now) }),
        conditions: withConditions(
          status?.conditions,
          conditions.map(each => condition(...each)),
          now,
        ),
      });
      return PERIOD_MS;
    },
  });
}

/** Pods that a workload controls, directly or through its ReplicaSets and such. */
function podsUnder(store: ObjectStore, { metadata }: KubeObject): Pod[] {
  return store
    .dependents(metadata.uid)
    .filter(object => controllerOf(object)?.uid === metadata.uid)
    .flatMap(object =>
      object.kind === PODS.kind ? [object as Pod] : podsUnder(store, object),
    );
}

/**
 * The replicas that a metric asks for, by the CPU or memory of ready pods.
 *
 * @returns NaN when it is not known
 */
function propose(
  { resource }: IMetricSpec,
  pods: Pod[],
  current: number,
  usage: PodRuntime['usage'],
): number {
  const { name = '', target } = resource ?? {};
  let [measured, used, asked] = [0, 0, 0];
  for (const pod of pods.filter(isPodReady)) {
    const containers = usage(pod);
    measured += containers ? 1 : 0;
    asked += containers ? podRequests(pod.spec).get(name) ?? 0 : 0;
    for (const { cpu, memory } of containers ?? []) {
      // CPU in thousandths of a core, memory in bytes, as requests are.
      used += name === 'cpu' ? cpu * 1000 : memory;
    }
  }
  const ratio = (100 * used) / asked / (target?.averageUtilization ?? NaN);
  const isNear = Math.abs(ratio - 1) <= TOLERANCE;
  return isNear ? current : Math.ceil(ratio * measured);
}
