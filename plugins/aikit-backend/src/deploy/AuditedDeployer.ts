import {
  DeployRequest,
  DeployResponse,
  RemoveResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-node';
import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Caller } from '../caller';
import { CallerDeployer } from './CallerDeployer';

/**
 * Writes down who tried to change what, and what came of it. It belongs round
 * the authorisation, so that refusals are written down as well.
 */
export class AuditedDeployer implements CallerDeployer {
  readonly #deployer: CallerDeployer;
  readonly #auditor: AuditorService;

  constructor(deployer: CallerDeployer, auditor: AuditorService) {
    this.#deployer = deployer;
    this.#auditor = auditor;
  }

  deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    caller: Caller,
  ): Promise<DeployResponse> {
    const { entityRef, dryRun = false, force = false } = request;
    return this.#audited(
      'workload-deploy',
      { ...target, entityRef, dryRun, force },
      caller,
      () => this.#deployer.deploy(target, request, caller),
    );
  }

  remove(target: WorkloadTarget, caller: Caller): Promise<RemoveResponse> {
    return this.#audited('workload-remove', { ...target }, caller, () =>
      this.#deployer.remove(target, caller),
    );
  }

  async #audited<T extends DeployResponse | RemoveResponse>(
    eventId: string,
    meta: JsonObject,
    { request }: Caller,
    action: () => Promise<T>,
  ): Promise<T> {
    const event = await this.#auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
      meta,
    });
    let result: T;
    try {
      result = await action();
    } catch (caught) {
      const { name, message } = toError(caught);
      await event.fail({ error: Object.assign(new Error(message), { name }) });
      throw caught;
    }
    await event.success({ meta: { objects: result.objects } });
    return result;
  }
}
