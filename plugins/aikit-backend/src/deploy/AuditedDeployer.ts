import {
  DeployRequest,
  DeployResponse,
  RemoveResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-node';
import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { audited } from '../audited';
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

  #audited<T extends DeployResponse | RemoveResponse>(
    eventId: string,
    meta: JsonObject,
    caller: Caller,
    action: () => Promise<T>,
  ): Promise<T> {
    return audited(this.#auditor, caller, {
      eventId,
      // A form asks for a dry run at every pause of typing.
      severityLevel: meta.dryRun ? 'low' : 'medium',
      meta,
      action,
      // A dry run has the objects themselves, which are no business of a log.
      outcome: ({ objects }) => ({
        objects: objects.map(({ apiVersion, kind, name, change }) => ({
          apiVersion,
          kind,
          name,
          change,
        })),
      }),
    });
  }
}
