import type { IStatefulSetStatus } from 'kubernetes-models/apps/v1/StatefulSetStatus';
import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { ControllerRevision, Pod, StatefulSet } from '../objects/kinds';
import {
  CONTROLLER_REVISIONS,
  PODS,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { NewObject } from '../objects/types';
import { Component } from '../runtime/component';
import { createObjectController, nonZero, Tell } from './objectController';
import {
  controlled,
  controllerRef,
  isPodFinished,
  isPodReady,
  isTerminating,
  podFromTemplate,
  podsOf,
  wantedReplicas,
} from './pods';
import { templateHash } from './templateHash';

/** Label: the name of the ControllerRevision that a pod was made from. */
const REVISION = 'controller-revision-hash';

/** Keeps the pods of StatefulSets: each has a number, and a name with it. */
export function createStatefulSetController(api: ObjectApi): Component {
  return createObjectController(api, {
    name: 'statefulset-controller',
    type: STATEFUL_SETS,
    reconcile: takeStep,
    statusOf,
  });

  /**
   * The revision that all pods were made from when the last update was complete,
   * and that of the set as it is now, which is recorded when it is new.
   */
  function revisionsOf(set: StatefulSet) {
    const { kind } = CONTROLLER_REVISIONS;
    const all = controlled<ControllerRevision>(api.store, set, kind);
    const named = (wanted: string | undefined) =>
      all.find(({ metadata }) => metadata.name === wanted);
    const { namespace, name: prefix } = set.metadata;
    const { template } = set.spec;
    const hash = templateHash(template);
    const name = `${prefix}-${hash}`;
    const update =
      named(name) ??
      api.create(CONTROLLER_REVISIONS, {
        metadata: {
          namespace,
          name,
          labels: { 'controller.kubernetes.io/hash': hash },
          ownerReferences: [controllerRef(set)],
        },
        data: { spec: { template: { ...template, $patch: 'replace' } } },
        revision: Math.max(0, ...all.map(({ revision }) => revision)) + 1,
      });
    return { update, current: named(set.status?.currentRevision) ?? update };
  }

  /** Does what can be done at once for a set, until there is something to wait for. */
  function takeStep(set: StatefulSet, tell: Tell) {
    const { current, update } = revisionsOf(set);
    const { ordinals, podManagementPolicy, updateStrategy } = set.spec;
    const isParallel = podManagementPolicy === 'Parallel';
    const { partition = 0 } = updateStrategy?.rollingUpdate ?? {};
    const start = ordinals?.start ?? 0;
    const end = start + wantedReplicas(set);
    const wanted = Array.from({ length: end - start }, (_, i) => start + i);
    const pods = new Map(
      podsOf(api.store, set).map(pod => {
        const { name } = pod.metadata;
        return [Number(name.slice(name.lastIndexOf('-') + 1)), pod];
      }),
    );
    const surplus = [...pods.keys()]
      .filter(ordinal => ordinal < start || ordinal >= end)
      .sort((a, b) => b - a);

    for (const ordinal of wanted) {
      const pod = pods.get(ordinal);
      if (!pod) {
        create(ordinal);
      } else if (isPodFinished(pod)) {
        remove(pod);
      }
      if (!isParallel && !isHealthy(ordinal)) {
        return;
      }
    }
    for (const ordinal of surplus) {
      remove(pods.get(ordinal)!);
      if (!isParallel) {
        return;
      }
    }
    if (updateStrategy?.type === 'OnDelete') {
      return;
    }
    // From the highest ordinal down to the partition, one after the other:
    // `maxUnavailable` is behind a feature gate that is off in Kubernetes 1.36.
    for (const ordinal of wanted.slice(partition).reverse()) {
      const pod = pods.get(ordinal);
      if (pod && !isOf(update, pod) && !isTerminating(pod)) {
        remove(pod);
        return;
      }
      if (!isHealthy(ordinal)) {
        return;
      }
    }

    function isHealthy(ordinal: number): boolean {
      const pod = pods.get(ordinal);
      return !!pod && !isTerminating(pod) && isPodReady(pod);
    }

    function create(ordinal: number) {
      // Below the partition, pods stay at the current revision.
      const revision = ordinal - start < partition ? current : update;
      const name = `${set.metadata.name}-${ordinal}`;
      const what = `Create Pod ${name} in StatefulSet ${set.metadata.name}`;
      try {
        api.create(PODS, newPod(set, ordinal, revision));
      } catch (error) {
        const { reason, message } = error as ApiError;
        // The one before it, which is not gone yet, is only waited for.
        if (reason !== 'AlreadyExists') {
          const text = `${what} failed error: ${message}`;
          tell(set, 'FailedCreate', text, 'Warning');
        }
        throw error;
      }
      tell(set, 'SuccessfulCreate', `${what} successful`);
    }

    function remove(pod: Pod) {
      if (!isTerminating(pod)) {
        api.delete(PODS, pod.metadata);
        const what = `Delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
        tell(set, 'SuccessfulDelete', `${what} successful`);
      }
    }
  }

  function statusOf(set: StatefulSet): IStatefulSetStatus {
    const { current, update } = revisionsOf(set);
    const pods = podsOf(api.store, set);
    const ready = pods.filter(isPodReady).length;
    const countOf = (revision: ControllerRevision) =>
      pods.filter(pod => !isTerminating(pod) && isOf(revision, pod)).length;
    const updated = countOf(update);
    const isComplete =
      set.spec.updateStrategy?.type !== 'OnDelete' &&
      [updated, ready, pods.length].every(
        count => count === wantedReplicas(set),
      );
    const reached = isComplete ? update : current;
    return {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      availableReplicas: ready,
      ...nonZero({
        readyReplicas: ready,
        currentReplicas: countOf(reached),
        updatedReplicas: updated,
      }),
      currentRevision: reached.metadata.name,
      updateRevision: update.metadata.name,
      collisionCount: 0,
    };
  }
}

/** Whether a pod was made from a revision. */
function isOf({ metadata }: ControllerRevision, pod: Pod): boolean {
  return pod.metadata.labels?.[REVISION] === metadata.name;
}

/** A pod of a set at one of its revisions. */
function newPod(
  set: StatefulSet,
  ordinal: number,
  revision: ControllerRevision,
): NewObject<Pod> {
  const { spec: patch } = revision.data as { spec: StatefulSet['spec'] };
  const { metadata, spec } = podFromTemplate(patch.template, set);
  const name = `${set.metadata.name}-${ordinal}`;
  const { serviceName: subdomain } = set.spec;
  const labels = {
    ...metadata.labels,
    'apps.kubernetes.io/pod-index': String(ordinal),
    [REVISION]: revision.metadata.name,
    'statefulset.kubernetes.io/pod-name': name,
  };
  return {
    metadata: { ...metadata, name, labels },
    spec: { ...spec, hostname: name, ...(subdomain && { subdomain }) },
  };
}
