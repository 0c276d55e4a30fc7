import {
  DeployRequest,
  DeployResponse,
  RemoveResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-node';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { Caller } from '../caller';
import { CallerDeployer } from '../deploy/CallerDeployer';
import { WorkloadDeployer } from '../deploy/WorkloadDeployer';
import { LiveObject } from '../deploy/WorkloadObjects';
import { EntityAccess } from './EntityAccess';

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

  /**
   * A workload that belongs to another entity is never overwritten, not even
   * by force: removing it needs a permission on that entity.
   */
  async deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    { credentials }: Caller,
  ): Promise<DeployResponse> {
    const entityRef = fullRef(request.entityRef);
    await this.#access.assertMayDeploy(entityRef, credentials);
    for (const live of await this.#deployer.running(target)) {
      const other = live.entityRef && fullRef(live.entityRef);
      if (other && other !== entityRef) {
        const owner = (await this.#access.isReadable(other, credentials))
          ? other
          : 'another entity';
        throw new ConflictError(
          `${describe(
            live,
            target,
          )} belongs to ${owner}, not to ${entityRef}: choose another name, or remove it first`,
        );
      }
    }
    return this.#deployer.deploy(target, request);
  }

  async remove(
    target: WorkloadTarget,
    { credentials }: Caller,
  ): Promise<RemoveResponse> {
    const notFound = () =>
      new NotFoundError(
        `There is no workload ${target.name} of the portal in namespace ${target.namespace} of cluster '${target.cluster}', or you may not see it`,
      );
    const running = await this.#deployer.running(target);
    if (running.length === 0) {
      throw notFound();
    }
    for (const live of running) {
      if (!live.managed || !live.entityRef) {
        throw new NotAllowedError(
          `${describe(
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

/** The reference in full, in the catalog's spelling, so that it compares. */
function fullRef(entityRef: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(entityRef));
  } catch {
    // Somebody else's annotation: it is no entity of the catalog, but it is
    // not the caller's either.
    return entityRef;
  }
}

function describe({ kind }: LiveObject, target: WorkloadTarget): string {
  return `${kind} ${target.name} in namespace ${target.namespace} of cluster '${target.cluster}'`;
}
