import {
  DeployRequest,
  DeployResponse,
  RemoveResponse,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ClusterAccess,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-node';
import { NotFoundError } from '@backstage/errors';
import { Mirrors } from '../mirror/types';
import { toBackstageError } from './clusterErrors';
import { WORKLOAD_KINDS } from './kinds';
import { assertWritable } from './ownership';
import { planSubmission } from './plan';
import { assertServed, usableCluster } from './preflight';
import { renderRequest } from './renderRequest';
import { Steps } from './Steps';
import { removeAll, submit, trySubmission } from './submit';
import { LiveObject, WorkloadObjects } from './WorkloadObjects';

/**
 * Submits workloads to clusters, and removes them. It asks nobody whether that
 * is allowed.
 *
 * All methods throw Backstage's error classes.
 */
export class WorkloadDeployer {
  readonly #clusterAccess: ClusterAccess;
  readonly #mirrors: Mirrors;

  constructor(options: { clusterAccess: ClusterAccess; mirrors: Mirrors }) {
    this.#clusterAccess = options.clusterAccess;
    this.#mirrors = options.mirrors;
  }

  /**
   * The LeaderWorkerSet or Deployment of a name, as the API server has it; both
   * while the mode is being switched; whoever submitted them.
   */
  async running(target: WorkloadTarget): Promise<LiveObject[]> {
    usableCluster(this.#mirrors, target.cluster);
    return this.#ask(() => this.#objects(target).read(WORKLOAD_KINDS));
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
  ): Promise<DeployResponse> {
    const mirror = usableCluster(this.#mirrors, target.cluster);
    const rendered = renderRequest(target, request);
    assertServed(mirror, rendered.kind);

    const objects = this.#objects(target);
    const force = request.force ?? false;
    const live = await this.#ask(() => objects.read());
    const plan = planSubmission(target, rendered.manifests, live);
    assertWritable(target, live, plan, { force });

    const tried = await this.#ask(() => trySubmission(objects, plan, force));
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
      issues: rendered.issues,
    };
  }

  /**
   * Removes all that the portal has submitted under a name. Pods go with their
   * owners.
   *
   * @throws NotFoundError when there is nothing to remove; errors as for deploy
   */
  async remove(target: WorkloadTarget): Promise<RemoveResponse> {
    usableCluster(this.#mirrors, target.cluster);
    const objects = this.#objects(target);
    const live = await this.#ask(() => objects.read());
    const kinds = live.filter(({ managed }) => managed).map(({ kind }) => kind);
    if (kinds.length === 0) {
      throw new NotFoundError(
        `There is no workload ${target.name} of the portal in namespace ${target.namespace} of cluster '${target.cluster}'`,
      );
    }
    const steps = new Steps('Remove it again to continue from there.');
    await removeAll(steps, objects, target.name, kinds);
    return { objects: steps.done };
  }

  #objects(target: WorkloadTarget): WorkloadObjects {
    return new WorkloadObjects(this.#clusterAccess, target);
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw toBackstageError(error);
    }
  }
}
