import { isDeepStrictEqual } from 'node:util';
import type { IDeploymentStatus } from 'kubernetes-models/apps/v1/DeploymentStatus';
import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { Deployment, ReplicaSet } from '../objects/kinds';
import { DEPLOYMENTS, REPLICA_SETS } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { Component } from '../runtime/controller';
import {
  condition,
  createObjectController,
  nonZero,
  Tell,
  withConditions,
} from '../runtime/objectController';
import {
  controlled,
  controllerRef,
  isPodFinished,
  podsOf,
  wantedReplicas,
} from '../runtime/pods';
import { scaledValue } from './intOrPercent';
import { templateHash } from './templateHash';

/** Label of ReplicaSets and their pods. */
const HASH = 'pod-template-hash';
const PREFIX = 'deployment.kubernetes.io';
/** Annotation: the number of a rollout. */
const REVISION = `${PREFIX}/revision`;
/** Annotation: earlier numbers of a ReplicaSet. */
const HISTORY = `${REVISION}-history`;
const COMPLETE = 'NewReplicaSetAvailable';

/**
 * Rolls out Deployments through ReplicaSets: one for each pod template that a
 * Deployment has had.
 */
export function createDeploymentController(api: ObjectApi): Component {
  return createObjectController(api, {
    name: 'deployment-controller',
    type: DEPLOYMENTS,
    reconcile: (deployment, tell) => {
      if (!deployment.spec.paused) {
        rollOut(deployment, tell);
      }
      const ms = deadlineOf(deployment) - api.clock.now().getTime();
      return ms > 0 ? ms : undefined;
    },
    statusOf,
  });

  /** The ReplicaSet of the current template, if there is one, and others. */
  function replicaSetsOf(deployment: Deployment) {
    const hash = templateHash(deployment.spec.template);
    const all = controlled<ReplicaSet>(api.store, deployment, 'ReplicaSet');
    const current = all.find(set => set.metadata.labels?.[HASH] === hash);
    return { all, current, old: all.filter(set => set !== current) };
  }

  /** Moves a Deployment one step towards its spec. */
  function rollOut(deployment: Deployment, tell: Tell) {
    const { current, old } = replicaSetsOf(deployment);
    const { wanted, most, least } = limitsOf(deployment);

    if (deployment.spec.strategy?.type === 'Recreate') {
      old.forEach(set => resize(set, 0));
      // All old pods end before there are new ones.
      if (old.every(set => podsOf(api.store, set).every(isPodFinished))) {
        setCurrent(wanted);
      }
      return;
    }
    // Either the current ReplicaSet grows, or the old ones shrink.
    const size = current ? wantedReplicas(current) : 0;
    const all = old.reduce((sum, set) => sum + wantedReplicas(set), size);
    const growth = Math.min(wanted - size, Math.max(0, most - all));
    setCurrent(size + growth);
    if (growth === 0) {
      let spare = Math.max(0, all - least - (size - availableOf(current)));
      // ReplicaSets with the fewest available pods shrink first.
      for (const set of old.sort((a, b) => availableOf(a) - availableOf(b))) {
        const taken = Math.min(spare, wantedReplicas(set));
        resize(set, wantedReplicas(set) - taken);
        spare -= taken;
      }
    }

    function setCurrent(replicas: number) {
      const before = current ? revisionOf(current) : 0;
      const latest = Math.max(0, ...old.map(revisionOf));
      const revision = Math.max(before, latest + 1);
      const number = { [REVISION]: `${revision}` };
      if (!current) {
        tellSize(api.create(REPLICA_SETS, newReplicaSet(replicas, number)), 0);
      } else if (before === revision) {
        resize(current, replicas);
      } else {
        const past = [current.metadata.annotations?.[HISTORY], before];
        const history = { [HISTORY]: past.filter(Boolean).join(',') };
        resize(annotated(current, { ...number, ...history }), replicas);
      }
      api.update(DEPLOYMENTS, annotated(deployment, number));
    }

    function newReplicaSet(replicas: number, annotations: object) {
      const { metadata, spec } = deployment;
      const { template, selector } = spec;
      const hash = { [HASH]: templateHash(template) };
      const labels = { ...template.metadata?.labels, ...hash };
      return {
        metadata: {
          namespace: metadata.namespace,
          name: `${metadata.name}-${hash[HASH]}`,
          labels,
          annotations: {
            ...annotations,
            [`${PREFIX}/desired-replicas`]: `${wanted}`,
            [`${PREFIX}/max-replicas`]: `${most}`,
          },
          ownerReferences: [controllerRef(deployment)],
        },
        spec: {
          replicas,
          selector: {
            ...selector,
            matchLabels: { ...selector.matchLabels, ...hash },
          },
          template: { ...template, metadata: { ...template.metadata, labels } },
        },
      };
    }

    function resize(set: ReplicaSet, replicas: number) {
      const changed = { ...set, spec: { ...set.spec, replicas } };
      tellSize(api.update(REPLICA_SETS, changed), wantedReplicas(set));
    }

    function tellSize(set: ReplicaSet, before: number) {
      const after = wantedReplicas(set);
      if (after !== before) {
        const direction = after > before ? 'up' : 'down';
        const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${after}`;
        tell(deployment, 'ScalingReplicaSet', message);
      }
    }
  }

  /** Its counts, whether it is available, and how its rollout is doing. */
  function statusOf(deployment: Deployment): IDeploymentStatus {
    const { all, current } = replicaSetsOf(deployment);
    const { wanted, least } = limitsOf(deployment);
    const { metadata, spec, status } = deployment;
    const now = api.clock.now();
    const sum = (count: (set: ReplicaSet) => number | undefined) =>
      all.reduce((total, set) => total + (count(set) ?? 0), 0);
    const expected = sum(wantedReplicas);
    const replicas = sum(set => set.status?.replicas);
    const updatedReplicas = current?.status?.replicas ?? 0;
    const availableReplicas = sum(availableOf);
    const counts = {
      observedGeneration: metadata.generation,
      ...nonZero({
        replicas,
        updatedReplicas,
        readyReplicas: sum(set => set.status?.readyReplicas),
        availableReplicas,
        unavailableReplicas: Math.max(0, expected - availableReplicas),
      }),
    };
    const earlier = progressIn(status);
    const { conditions, ...last } = status ?? {};
    const isStill = isDeepStrictEqual(last, counts);
    // A finished rollout stays finished when pods fail or are added later.
    const isComplete =
      replicas === updatedReplicas &&
      (earlier?.reason === COMPLETE ||
        (replicas === wanted && availableReplicas === wanted));
    const isLate = isStill && deadlineOf(deployment) <= now.getTime();
    const what = current
      ? `ReplicaSet "${current.metadata.name}"`
      : `Deployment "${metadata.name}"`;
    const late = `${what} has timed out progressing.`;
    const [, isTrue, reason, message] = [
      [spec.paused, 'Unknown', 'DeploymentPaused', 'Deployment is paused'],
      [isComplete, true, COMPLETE, `${what} has successfully progressed.`],
      [isLate, false, 'ProgressDeadlineExceeded', late],
      [true, true, 'ReplicaSetUpdated', `${what} is progressing.`],
    ].find(([holds]) => holds) as [boolean, boolean, string, string];
    // The deadline starts again with every progress.
    const lastUpdateTime =
      (isStill && earlier?.lastUpdateTime) || timestamp(now);
    const isEnough = availableReplicas >= least;
    const changed = [
      condition(
        'Available',
        isEnough,
        `MinimumReplicas${isEnough ? 'Available' : 'Unavailable'}`,
        `Deployment ${
          isEnough ? 'has' : 'does not have'
        } minimum availability.`,
      ),
      { ...condition('Progressing', isTrue, reason, message), lastUpdateTime },
    ];
    return { ...counts, conditions: withConditions(conditions, changed, now) };
  }
}

/** The number of the rollout that made a ReplicaSet; 0 when unknown. */
function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[REVISION] ?? 0);
}

function availableOf(set: ReplicaSet | undefined): number {
  return set?.status?.availableReplicas ?? 0;
}

/** How many pods a Deployment wants, and the most and least during a rollout. */
function limitsOf(deployment: Deployment) {
  const wanted = wantedReplicas(deployment);
  const { type, rollingUpdate } = deployment.spec.strategy ?? {};
  if (type === 'Recreate') {
    return { wanted, most: wanted, least: wanted };
  }
  const { maxSurge = '25%', maxUnavailable = '25%' } = rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, wanted, 'up');
  const missing = scaledValue(maxUnavailable, wanted, 'down');
  // With no pod more and no pod less allowed, a rollout could never start.
  const least = wanted - (surge === 0 && missing === 0 ? 1 : missing);
  return { wanted, most: wanted + surge, least: Math.max(0, least) };
}

function annotated<T extends KubeObject>(object: T, more: object): T {
  const annotations = { ...object.metadata.annotations, ...more };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function progressIn({ conditions }: IDeploymentStatus = {}) {
  return conditions?.find(({ type }) => type === 'Progressing');
}

/** When a rollout has taken too long, in milliseconds of the epoch, or NaN. */
function deadlineOf({ spec, status }: Deployment): number {
  const { progressDeadlineSeconds = 600 } = spec;
  const { lastUpdateTime = '' } = progressIn(status) ?? {};
  return Date.parse(lastUpdateTime) + progressDeadlineSeconds * 1000;
}
