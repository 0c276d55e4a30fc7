import type { IStatefulSetStatus } from 'kubernetes-models/apps/v1/StatefulSetStatus';
import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { ControllerRevision, Pod, StatefulSet } from '../objects/kinds';
import {
  CONTROLLER_REVISIONS,
  PODS,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { Component } from '../runtime/controller';
import {
  createObjectController,
  nonZero,
  Tell,
} from '../runtime/objectController';
import {
  controlled,
  controllerRef,
  isPodFinished,
  isPodReady,
  isTerminating,
  podFromTemplate,
  podsOf,
  wantedReplicas,
} from '../runtime/pods';
import { templateHash } from './templateHash';

/** Label: the name of the ControllerRevision that a pod was made from. */
const REVISION = 'controller-revision-hash';
/** Label: the number of a pod. */
const ORDINAL = 'apps.kubernetes.io/pod-index';

/** Keeps the pods of StatefulSets: each has a number, which is in its name. */
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
    const { template } = set.spec;
    const name = `${set.metadata.name}-${templateHash(template)}`;
    const update =
      named(name) ??
      api.create(CONTROLLER_REVISIONS, {
        metadata: {
          namespace: set.metadata.namespace,
          name,
          ownerReferences: [controllerRef(set)],
        },
        data: { spec: { template } },
        revision: Math.max(0, ...all.map(({ revision }) => revision)) + 1,
      });
    return { update, current: named(set.status?.currentRevision) ?? update };
  }

  /** Does for a set what can be done now, until it has to wait for a pod. */
  function takeStep(set: StatefulSet, tell: Tell) {
    const { current, update } = revisionsOf(set);
    const { ordinals, podManagementPolicy, updateStrategy } = set.spec;
    const isParallel = podManagementPolicy === 'Parallel';
    const { partition = 0 } = updateStrategy?.rollingUpdate ?? {};
    const { start = 0 } = ordinals ?? {};
    const pods = new Map(
      podsOf(api.store, set).map(pod => [
        Number(pod.metadata.labels?.[ORDINAL]),
        pod,
      ]),
    );
    const wanted = Array.from(
      { length: wantedReplicas(set) },
      (_, index) => start + index,
    );
    const surplus = [...pods.keys()]
      .filter(ordinal => !wanted.includes(ordinal))
      .sort((a, b) => b - a);

    for (const ordinal of wanted) {
      const pod = pods.get(ordinal);
      if (!pod) {
        // Below the partition, pods stay at the current revision.
        create(ordinal, ordinal - start < partition ? current : update);
      } else if (isPodFinished(pod)) {
        remove(pod);
      }
      if (!isParallel && !isHealthy(pod)) {
        return;
      }
    }
    for (const ordinal of surplus) {
      remove(pods.get(ordinal));
      if (!isParallel) {
        return;
      }
    }
    // From the highest ordinal down to the partition, one after the other:
    // `maxUnavailable` is behind a feature gate that is off in Kubernetes 1.36.
    const next = wanted
      .slice(partition)
      .reverse()
      .map(ordinal => pods.get(ordinal))
      .find(pod => !pod || !isHealthy(pod) || !isOf(update, pod));
    if (next && !isOf(update, next) && updateStrategy?.type !== 'OnDelete') {
      remove(next);
    }

    function create(ordinal: number, revision: ControllerRevision) {
      const pod = newPod(set, ordinal, revision);
      const what = `Create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
      try {
        api.create(PODS, pod);
      } catch (error) {
        const { reason, message } = error as ApiError;
        // Its predecessor is not gone yet: wait for that.
        if (reason !== 'AlreadyExists') {
          const text = `${what} failed error: ${message}`;
          tell(set, 'FailedCreate', text, 'Warning');
        }
        throw error;
      }
      tell(set, 'SuccessfulCreate', `${what} successful`);
    }

    function remove(pod: Pod | undefined) {
      if (pod && !isTerminating(pod)) {
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
    const wanted = wantedReplicas(set);
    const isComplete =
      set.spec.updateStrategy?.type !== 'OnDelete' &&
      [updated, ready, pods.length].every(count => count === wanted);
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

function isHealthy(pod: Pod | undefined): boolean {
  return !!pod && !isTerminating(pod) && isPodReady(pod);
}

/** Whether a pod was made from a revision. */
function isOf({ metadata }: ControllerRevision, pod: Pod): boolean {
  return pod.metadata.labels?.[REVISION] === metadata.name;
}

/** A pod of a set at one of its revisions. */
function newPod(
  set: StatefulSet,
  ordinal: number,
  { metadata: { name: revision }, data }: ControllerRevision,
) {
  const { template } = (data as Pick<StatefulSet, 'spec'>).spec;
  const { metadata, spec } = podFromTemplate(template, set);
  const name = `${set.metadata.name}-${ordinal}`;
  const { serviceName: subdomain } = set.spec;
  const labels = {
    ...metadata.labels,
    [ORDINAL]: String(ordinal),
    [REVISION]: revision,
    'statefulset.kubernetes.io/pod-name': name,
  };
  return {
    metadata: { ...metadata, name, labels },
    spec: { ...spec, hostname: name, ...(subdomain && { subdomain }) },
  };
}
