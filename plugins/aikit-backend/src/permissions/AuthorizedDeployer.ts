import {
  DeployRequest,
  DeployResponse,
  RemoveResponse,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
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
