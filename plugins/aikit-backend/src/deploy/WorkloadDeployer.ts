import {
  DeployRequest,
  DeployResponse,
  Limits,
  Policy,
  readPolicy,
  RemoveResponse,
  RenderInput,
  RenderResult,
  renderWorkload,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { ClusterAccess } from '@aikit-backstage/plugin-aikit-node';
import { JsonObject } from '@backstage/types';
import { Mirrors } from '../mirror/types';
import { Watcher } from '../submissions/Hold';
import { findLwsController, lwsVersionOf } from '../workloads/lwsController';
import { noWorkload } from '../workloads/notThere';
import { Approver, settleApproval } from './approval';
import { fitOf } from './fit';
import { assertFixedFieldsStay } from './fixedFields';
import {
  CORE_KINDS,
  isKind,
  Kind,
  KINDS,
  PREREQUISITE_KINDS,
  WORKLOAD_KINDS,
} from './kinds';
import { askNamespace } from './namespacePolicy';
import { assertWritable, planSubmission } from './plan';
import { PolicyGuard } from './policy';
import { assertServed, refusedValues, usableCluster } from './preflight';
import { Steps } from './Steps';
import { removeAll, submit, trySubmission } from './submit';
import { imagesOf, livePodSelector, selectsBy, signed } from './workloadFields';
import { Reading, WorkloadObjects } from './WorkloadObjects';

/** What there is to a submission beside what it says. */
export interface DeployOptions {
  /** What was read of it a moment ago. */
  known?: Reading;
  /** Who approves what is above the size that needs it. */
  approver?: Approver;
  /** Who submits, for the workload to tell. */
  submitter?: string;
  /** Is told of changes as they are made. */
  watcher?: Watcher;
  /** Is told what is worth writing down of it. */
  note?: (facts: JsonObject) => void;
}

/**
 * Submits workloads to clusters, and removes them. It asks nobody whether that
 * is allowed.
 *
 * All methods throw Backstage's errors, also what a cluster answers.
 */
export class WorkloadDeployer {
  readonly #clusterAccess: ClusterAccess;
  readonly #mirrors: Mirrors;
  readonly #guard: PolicyGuard;

  /** @param options - without a policy, what holds without configuration */
  constructor(options: {
    clusterAccess: ClusterAccess;
    mirrors: Mirrors;
    policy?: Policy;
  }) {
    const { clusterAccess, mirrors, policy = readPolicy(undefined) } = options;
    this.#clusterAccess = clusterAccess;
    this.#mirrors = mirrors;
    this.#guard = new PolicyGuard({ policy, mirrors });
  }

  /**
   * What decides whose a workload is, as the API server has it; see
   * {@link entityCarriers}.
   */
  async running(target: WorkloadTarget): Promise<Reading> {
    usableCluster(this.#mirrors, target.cluster);
    const objects = this.#objects(target);
    const workloads = await objects.read(WORKLOAD_KINDS);
    return workloads.live.length > 0
      ? workloads
      : objects.read(PREREQUISITE_KINDS, { known: workloads });
  }

  /**
   * Makes the objects in the cluster what the values say, and removes those
   * that the workload had and has no more. Everything is tried as a server-side
   * dry run before the first change.
   *
   * @throws InputError, ConflictError, NotFoundError, NotAllowedError,
   * ServiceUnavailableError
   */
  async deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    options: DeployOptions = {},
  ): Promise<DeployResponse> {
    const { known, approver, submitter, watcher, note } = options;
    const { mirror, lwsVersion, warnings, ...prepared } = this.#prepare(
      target,
      request,
      note,
    );
    let { rendered } = prepared;

    const objects = this.#objects(target);
    const force = request.force ?? false;
    const { live } = await objects.read(KINDS, {
      needed: neededKinds(rendered),
      known,
    });
    const podSelector = livePodSelector(live);
    if (podSelector && !selectsBy(rendered.manifests, podSelector)) {
      rendered = renderRequest(target, request, { lwsVersion, podSelector });
    }
    const settled = await settleApproval({
      limits: this.#guard.limitsOf(request.owner),
      request,
      manifests: rendered.manifests,
      live,
      approver,
    });
    const namespace = await askNamespace(
      objects,
      target,
      signed(settled.manifests, submitter),
    );
    live.push(...namespace.live);
    const plan = planSubmission(target, namespace.manifests, live);
    assertWritable(target, live, plan);
    assertFixedFieldsStay(target, plan);

    const tried = await trySubmission(objects, plan, force);
    const { changes, generation } = request.dryRun
      ? tried
      : await submit(
          new Steps('Submit the same again, or remove it.', watcher),
          objects,
          plan,
          force,
        );
    return {
      ...target,
      kind: rendered.kind,
      dryRun: request.dryRun ?? false,
      generation,
      summary: rendered.summary,
      endpoint: rendered.endpoint,
      objects: changes,
      issues: [
        ...rendered.issues,
        ...warnings,
        ...settled.issues,
        ...namespace.issues,
      ],
      ...(request.dryRun && { fit: fitOf(mirror, target, tried.changes) }),
    };
  }

  /**
   * Removes all that the portal has submitted under a name. Pods go with their
   * owners.
   *
   * @throws NotFoundError when there is nothing to remove; errors as for deploy
   */
  async remove(
    target: WorkloadTarget,
    options: Pick<DeployOptions, 'known' | 'watcher'> & {
      /** Whether it is fine that there is nothing to remove. */
      mayBeGone?: boolean;
    } = {},
  ): Promise<RemoveResponse> {
    const { known, watcher, mayBeGone } = options;
    usableCluster(this.#mirrors, target.cluster);
    const objects = this.#objects(target);
    const { live } = await objects.read(KINDS, { known });
    const own = live.filter(({ managed }) => managed);
    if (own.length === 0 && !mayBeGone) {
      throw noWorkload(target);
    }
    for (const { kind } of own) {
      await objects.delete(kind, { dryRun: true });
    }
    const steps = new Steps('Remove it again.', watcher);
    await removeAll(steps, objects, own);
    this.#guard.forget(target);
    return { objects: steps.done };
  }

  /** What the policy lets an owner do; without one, anybody. */
  limitsOf(owner: string | undefined): Limits {
    return this.#guard.limitsOf(owner);
  }

  /**
   * Refuses a submission for its values or by the policy, as `deploy` does
   * before it asks the cluster.
   *
   * @throws as `deploy`
   */
  assertAllowed(
    target: WorkloadTarget,
    request: DeployRequest,
    note?: DeployOptions['note'],
  ): void {
    this.#prepare(target, request, note);
  }

  /** All that can be said of a submission before the cluster is asked. */
  #prepare(
    target: WorkloadTarget,
    request: DeployRequest,
    note: DeployOptions['note'],
  ) {
    const mirror = usableCluster(this.#mirrors, target.cluster);
    const controller = findLwsController(mirror);
    const lwsVersion = controller && lwsVersionOf(controller);
    const rendered = renderRequest(target, request, { lwsVersion });
    note?.({ images: imagesOf(rendered.manifests) });
    const warnings = this.#guard.assertAllowed(
      target,
      request,
      rendered.manifests,
    );
    assertServed(mirror, rendered.kind);
    return { mirror, lwsVersion, rendered, warnings };
  }

  #objects(target: WorkloadTarget): WorkloadObjects {
    return new WorkloadObjects(this.#clusterAccess, target);
  }
}

/** Kinds that must be readable: each workload's, and those to be written. */
function neededKinds({ manifests }: RenderedWorkload): Kind[] {
  return [...CORE_KINDS, ...manifests.map(({ kind }) => kind).filter(isKind)];
}

/** A rendered workload. */
type RenderedWorkload = Extract<RenderResult, { ok: true }>;

/**
 * The manifests of a request.
 *
 * @param cluster - what the cluster has: its release of LeaderWorkerSet, and the
 * labels by which a Deployment of the name selects its pods
 * @throws InputError that lists what is wrong with the values
 */
function renderRequest(
  { namespace, name }: WorkloadTarget,
  request: DeployRequest,
  cluster: Pick<RenderInput, 'lwsVersion' | 'podSelector'>,
): RenderedWorkload {
  const { dryRun, force, ...wanted } = request;
  const rendered = renderWorkload({ ...wanted, name, namespace, ...cluster });
  if (!rendered.ok) {
    throw refusedValues(rendered.issues);
  }
  return rendered;
}
