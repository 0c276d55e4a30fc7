import {
  AdoptRequest,
  AdoptResponse,
  HelmReleaseResponse,
  HelmReleasesResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { ReleaseTarget } from '@aikit-backstage/plugin-aikit-node';
import { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../audited';
import { Caller } from '../caller';
import { CallerAdopter } from './CallerAdopter';

/** Writes down who looked at which release, and who took it over. */
export class AuditedAdopter implements CallerAdopter {
  readonly #adopter: CallerAdopter;
  readonly #auditor: AuditorService;

  constructor(adopter: CallerAdopter, auditor: AuditorService) {
    this.#adopter = adopter;
    this.#auditor = auditor;
  }

  list(
    where: Omit<ReleaseTarget, 'release'>,
    caller: Caller,
  ): Promise<HelmReleasesResponse> {
    return audited(this.#auditor, caller, {
      eventId: 'release-list',
      severityLevel: 'low',
      meta: { ...where },
      action: () => this.#adopter.list(where, caller),
    });
  }

  get(target: ReleaseTarget, caller: Caller): Promise<HelmReleaseResponse> {
    return audited(this.#auditor, caller, {
      eventId: 'release-read',
      meta: { ...target },
      action: () => this.#adopter.get(target, caller),
    });
  }

  adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    caller: Caller,
  ): Promise<AdoptResponse> {
    const { entityRef, dryRun = false, forget = false } = request;
    return audited(this.#auditor, caller, {
      eventId: 'release-adopt',
      meta: { ...target, entityRef, dryRun, forget },
      action: () => this.#adopter.adopt(target, request, caller),
      outcome: ({ objects }) => ({
        objects: objects.map(({ kind, name, change }) => ({
          kind,
          name,
          change,
        })),
      }),
    });
  }
}
