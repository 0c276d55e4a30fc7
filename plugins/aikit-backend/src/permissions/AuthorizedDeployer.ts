import {
  DeployRequest,
  DeployResponse,
  InferenceResponse,
  RemoveResponse,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { inferenceOf } from '../deploy/inference';
import { isWorkload } from '../deploy/kinds';
import { WorkloadDeployer } from '../deploy/WorkloadDeployer';
import { describeLive, entityCarriers } from '../deploy/WorkloadObjects';
import { noWorkload } from '../workloads/notThere';
import { EntityAccess } from './EntityAccess';

/**
 * The deployer, for callers: lets each change what they may change.
 */
export class AuthorizedDeployer {
  readonly #deployer: WorkloadDeployer;
  readonly #access: EntityAccess;

  constructor(deployer: WorkloadDeployer, access: EntityAccess) {
    this.#deployer = deployer;
    this.#access = access;
  }

  async deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<DeployResponse> {
    const { entityRef } = request;
    await this.#access.assertMayDeploy(entityRef, credentials);
    const running = await this.#deployer.running(target);
    await this.#access.assertOwn(
      entityCarriers(running),
      target,
      entityRef,
      credentials,
    );
    return this.#deployer.deploy(target, request, running);
  }

  /**
   * What was submitted, for those who may submit it again. A workload that
   * belongs to no entity is shown to nobody.
   *
   * @throws NotFoundError, NotAllowedError, ServiceUnavailableError
   */
  async inference(
    target: WorkloadTarget,
    credentials: BackstageCredentials,
  ): Promise<InferenceResponse> {
    const notFound = () => noWorkload(target, 'or you may not see it');
    const { live } = await this.#deployer.running(target);
    const workload = live.find(({ kind }) => isWorkload(kind));
    if (!workload?.entityRef) {
      throw notFound();
    }
    await this.#access.assertMayDeploy(
      workload.entityRef,
      credentials,
      notFound,
    );
    return inferenceOf(workload, workload.entityRef);
  }

  async remove(
    target: WorkloadTarget,
    credentials: BackstageCredentials,
  ): Promise<RemoveResponse> {
    const notFound = () => noWorkload(target, 'or you may not see it');
    const running = await this.#deployer.running(target);
    const carriers = entityCarriers(running);
    if (carriers.length === 0) {
      throw notFound();
    }
    for (const live of carriers) {
      if (!live.managed || !live.entityRef) {
        throw new NotAllowedError(
          `${describeLive(
            live,
            target,
          )} was not submitted through the portal for an entity, so the portal does not remove it: remove it with kubectl, or deploy over it with force first`,
        );
      }
      await this.#access.assertMayRemove(live.entityRef, credentials, notFound);
    }
    return this.#deployer.remove(target, running);
  }
}
