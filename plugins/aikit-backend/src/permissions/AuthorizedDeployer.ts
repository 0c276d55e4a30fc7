import {
  DeployRequest,
  DeployResponse,
  RemoveResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-node';
import { NotAllowedError } from '@backstage/errors';
import { Caller } from '../caller';
import { CallerDeployer } from '../deploy/CallerDeployer';
import { WorkloadDeployer } from '../deploy/WorkloadDeployer';
import { noWorkload } from '../workloads/notThere';
import { EntityAccess } from './EntityAccess';
import { assertOwnWorkload, describeLive, fullRef } from './ownWorkload';

/**
 * The deployer, for callers: lets each change what they may change.
 */
export class AuthorizedDeployer implements CallerDeployer {
  readonly #deployer: WorkloadDeployer;
  readonly #access: EntityAccess;

  constructor(deployer: WorkloadDeployer, access: EntityAccess) {
    this.#deployer = deployer;
    this.#access = access;
  }

  async deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    { credentials }: Caller,
  ): Promise<DeployResponse> {
    const entityRef = fullRef(request.entityRef);
    await this.#access.assertMayDeploy(entityRef, credentials);
    await assertOwnWorkload(
      await this.#deployer.running(target),
      target,
      entityRef,
      this.#access,
      credentials,
    );
    return this.#deployer.deploy(target, request);
  }

  async remove(
    target: WorkloadTarget,
    { credentials }: Caller,
  ): Promise<RemoveResponse> {
    const notFound = () => noWorkload(target, 'or you may not see it');
    const running = await this.#deployer.running(target);
    if (running.length === 0) {
      throw notFound();
    }
    for (const live of running) {
      if (!live.managed || !live.entityRef) {
        throw new NotAllowedError(
          `${describeLive(
            live,
            target,
          )} was not submitted through the portal for an entity, so the portal does not remove it: remove it with kubectl, or deploy over it with force first`,
        );
      }
      await this.#access.assertMayRemove(
        fullRef(live.entityRef),
        credentials,
        notFound,
      );
    }
    return this.#deployer.remove(target);
  }
}
