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
import { Mirrors } from '../mirror/types';
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
import { removeAll, Steps, submit, trySubmission } from './submit';
import { livePodSelector, selectsBy } from './workloadFields';
import { Reading, WorkloadObjects } from './WorkloadObjects';

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
   * @param known - what was read of it a moment ago
   * @param approver - who approves what is above the size that needs it
   * @throws InputError, ConflictError, NotFoundError, NotAllowedError,
   * ServiceUnavailableError
   */
  async deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    known?: Reading,
    approver?: Approver,
  ): Promise<DeployResponse> {
    const mirror = usableCluster(this.#mirrors, target.cluster);
    const controller = findLwsController(mirror);
    const lwsVersion = controller && lwsVersionOf(controller);
    // What is wrong with the values is said before the cluster is asked.
    let rendered = renderRequest(target, request, { lwsVersion });
    const warnings = this.#guard.assertAllowed(
      target,
      request,
      rendered.manifests,
    );
    assertServed(mirror, rendered.kind);

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
    const namespace = await askNamespace(objects, target, settled.manifests);
    live.push(...namespace.live);
    const plan = planSubmission(target, namespace.manifests, live);
    assertWritable(target, live, plan, { force });
    assertFixedFieldsStay(target, plan);

    const tried = await trySubmission(objects, plan, { live, force });
    const { changes, generation } = request.dryRun
      ? tried
      : await submit(objects, plan, force);
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
   * @param known - what was read of it a moment ago
   * @throws NotFoundError when there is nothing to remove; errors as for deploy
   */
  async remove(
    target: WorkloadTarget,
    known?: Reading,
  ): Promise<RemoveResponse> {
    usableCluster(this.#mirrors, target.cluster);
    const objects = this.#objects(target);
    const { live } = await objects.read(KINDS, { known });
    const kinds = live.filter(({ managed }) => managed).map(({ kind }) => kind);
    if (kinds.length === 0) {
      throw noWorkload(target);
    }
    const steps = new Steps('Remove it again to continue from there.');
    await removeAll(steps, objects, target.name, kinds);
    this.#guard.forget(target);
    return { objects: steps.done };
  }

  /** What the policy lets an owner do; without one, anybody. */
  limitsOf(owner: string | undefined): Limits {
    return this.#guard.limitsOf(owner);
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
