import {
  aikitClusterReadPermission,
  aikitNamespaceLabelPermission,
  aikitWorkloadApprovePermission,
  aikitWorkloadCreatePermission,
  aikitWorkloadDeletePermission,
  aikitWorkloadReadPermission,
  aikitWorkloadUpdatePermission,
  DeployRequest,
  DeployResponse,
  InferenceResponse,
  isMap,
  PolicyResponse,
  RemoveResponse,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { waitingRequest } from '../deploy/approval';
import { inferenceOf } from '../deploy/inference';
import { isWorkload } from '../deploy/kinds';
import { DeployOptions, WorkloadDeployer } from '../deploy/WorkloadDeployer';
import { entityCarriers, LiveObject, Reading } from '../deploy/WorkloadObjects';
import { Hold, Watcher } from '../submissions/Hold';
import { SubmissionRecord } from '../submissions/rows';
import { Submissions } from '../submissions/Submissions';
import { noWorkload } from '../workloads/notThere';
import { Claim, Workloads } from '../workloads/Workloads';
import { Admission, claimOf, comparable } from './claims';
import { EntityAccess } from './EntityAccess';
import { notAdmitted, refused } from './refusals';

/**
 * The deployer, for callers: lets each change what they may change. No cluster
 * is asked before the permissions.
 */
export class AuthorizedDeployer {
  readonly #deployer: WorkloadDeployer;
  readonly #workloads: Workloads;
  readonly #access: EntityAccess;
  readonly #submissions: Submissions;

  constructor(options: {
    deployer: WorkloadDeployer;
    workloads: Workloads;
    access: EntityAccess;
    submissions: Submissions;
  }) {
    this.#deployer = options.deployer;
    this.#workloads = options.workloads;
    this.#access = options.access;
    this.#submissions = options.submissions;
  }

  /** @param note - is told what is worth writing down of it */
  async deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    credentials: BackstageCredentials,
    note?: DeployOptions['note'],
  ): Promise<DeployResponse> {
    const admission = await this.#admit(target, request, credentials);
    const { entityRef, owner } = admission;
    note?.({ owner });
    if (labelsNamespace(request)) {
      await this.#access.assertAt(
        aikitNamespaceLabelPermission,
        { ...target, owner },
        credentials,
      );
    }
    const wanted = { ...request, owner };
    const submitter = this.#access.nameOf(credentials);
    const check = async () => {
      const known = await this.#deployer.running(target);
      const carriers = entityCarriers(known);
      assertMayBeMade(carriers, target, admission);
      await this.#access.assertOwn(carriers, target, admission, credentials);
      return known;
    };
    const submit = async (known: Reading, hold?: Hold) => {
      const response = await this.#deployer.deploy(target, wanted, {
        known,
        approver: () => this.#access.approver(entityRef, credentials),
        submitter,
        watcher:
          hold && this.#watcher(hold, 'submission', admission, credentials),
        note,
      });
      return this.#withoutCluster(response, credentials);
    };
    return this.#access.inCluster(target.cluster, credentials, async () => {
      this.#deployer.assertAllowed(target, wanted, note);
      return request.dryRun
        ? submit(await check())
        : this.#checkedTwice(target, check, submit);
    });
  }

  /**
   * Submits what waits for an approval, as it was submitted.
   *
   * @throws NotFoundError, NotAllowedError; ConflictError when it does not wait
   */
  async approve(
    target: WorkloadTarget,
    credentials: BackstageCredentials,
    note?: DeployOptions['note'],
  ): Promise<DeployResponse> {
    const permission = aikitWorkloadApprovePermission;
    const notFound = () => noWorkload(target, 'or you may not see it');
    await this.#access.assertNotDenied(permission, credentials);
    const check = async () => {
      const known = await this.#deployer.running(target);
      const workload = known.live.find(({ kind }) => isWorkload(kind));
      const claim = workload?.managed ? claimOf(workload) : undefined;
      if (!workload || !claim) {
        throw notFound();
      }
      const { entityRef } = claim;
      note?.({ ...claim });
      const approver = await this.#access.approver(entityRef, credentials);
      if (!approver) {
        const read = aikitWorkloadReadPermission;
        await this.#access.assertMay(
          read,
          claim,
          target,
          credentials,
          notFound,
        );
        throw refused(permission, `of ${entityRef}`);
      }
      const request = waitingRequest(workload, entityRef);
      return { known, claim, approver, request };
    };
    return this.#exclusively(
      target,
      credentials,
      check,
      async (found, hold) => {
        const { known, claim, approver, request } = found;
        return this.#deployer.deploy(target, request, {
          known,
          approver: async () => approver,
          submitter: approver,
          watcher: this.#watcher(hold, 'submission', claim, credentials),
          note,
        });
      },
    );
  }

  /**
   * What the policy lets an owner do, for those who may be or name that owner.
   *
   * @throws NotAllowedError
   */
  async policy(
    owner: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<PolicyResponse> {
    await this.#access.assertMayReadClusters(credentials);
    await this.#access.ownership.assertMayAssign(owner, credentials);
    return { limits: this.#deployer.limitsOf(owner) };
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
    const permission = aikitWorkloadUpdatePermission;
    const notFound = () => noWorkload(target, 'or you may not see it');
    await this.#access.assertNotDenied(permission, credentials);
    return this.#access.inCluster(target.cluster, credentials, async () => {
      const { live } = await this.#deployer.running(target);
      const workload = live.find(({ kind }) => isWorkload(kind));
      const claim = workload && claimOf(workload);
      if (!claim) {
        throw notFound();
      }
      await this.#access.assertMay(
        permission,
        claim,
        target,
        credentials,
        notFound,
      );
      return inferenceOf(workload, claim.entityRef);
    });
  }

  /**
   * What the portal did not submit for an entity is as if it were not there.
   * Also what has stopped half-way is removed, by who may remove workloads of
   * its entity.
   */
  async remove(
    target: WorkloadTarget,
    credentials: BackstageCredentials,
    note?: DeployOptions['note'],
  ): Promise<RemoveResponse> {
    const permission = aikitWorkloadDeletePermission;
    const notFound = () => noWorkload(target, 'or you may not see it');
    await this.#access.assertNotDenied(permission, credentials);
    const check = async () => {
      const known = await this.#deployer.running(target);
      const carriers = entityCarriers(known);
      const left = await this.#submissions.incompleteOf(target);
      const claims = carriers.map(live =>
        live.managed ? claimOf(live) : undefined,
      );
      if (claims.length === 0) {
        claims.push(left);
      }
      for (const claim of claims) {
        if (!claim) {
          throw notFound();
        }
        note?.({ ...claim });
        await this.#access.assertMay(
          permission,
          claim,
          target,
          credentials,
          notFound,
        );
      }
      return { known, claim: claims[0], mayBeGone: left !== undefined };
    };
    return this.#exclusively(
      target,
      credentials,
      check,
      async (found, hold) => {
        const { known, claim, mayBeGone } = found;
        return this.#deployer.remove(target, {
          known,
          mayBeGone,
          watcher: this.#watcher(hold, 'removal', claim, credentials),
        });
      },
    );
  }

  #exclusively<C, T>(
    target: WorkloadTarget,
    credentials: BackstageCredentials,
    check: () => Promise<C>,
    action: (checked: C, hold: Hold) => Promise<T>,
  ): Promise<T> {
    return this.#access.inCluster(target.cluster, credentials, () =>
      this.#checkedTwice(target, check, action),
    );
  }

  /**
   * Who is refused must not keep others from a workload meanwhile; and what is
   * there may be another's by the time that nobody else is at it.
   */
  async #checkedTwice<C, T>(
    target: WorkloadTarget,
    check: () => Promise<C>,
    action: (checked: C, hold: Hold) => Promise<T>,
  ): Promise<T> {
    await check();
    return this.#submissions.exclusively(target, async hold =>
      action(await check(), hold),
    );
  }

  #watcher(
    hold: Hold,
    action: SubmissionRecord['action'],
    claim: Claim | undefined,
    credentials: BackstageCredentials,
  ): Watcher | undefined {
    return (
      claim &&
      hold.watcher({
        action,
        entityRef: comparable(claim.entityRef),
        owner: claim.owner,
        submitter: this.#access.nameOf(credentials),
      })
    );
  }

  /**
   * Who may change workloads of an entity and make none at that place is let in
   * where the portal has seen that there is one of the entity.
   */
  async #admit(
    target: WorkloadTarget,
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<Admission> {
    const permission = aikitWorkloadCreatePermission;
    const admission = await this.#access.admit(
      permission,
      request,
      target,
      credentials,
    );
    const { entityRef, mayCreate } = admission;
    const seen = mayCreate ? undefined : this.#workloads.claim(target);
    if (!mayCreate && (!seen || comparable(seen.entityRef) !== entityRef)) {
      throw notAdmitted(permission, entityRef, target);
    }
    return admission;
  }

  async #withoutCluster(
    response: DeployResponse,
    credentials: BackstageCredentials,
  ): Promise<DeployResponse> {
    return response.fit && !(await this.#access.mayReadClusters(credentials))
      ? {
          ...response,
          fit: {
            message: `Whether it fits is shown to those with the permission ${aikitClusterReadPermission.name}.`,
          },
        }
      : response;
  }
}

function assertMayBeMade(
  carriers: LiveObject[],
  target: WorkloadTarget,
  { entityRef, mayCreate }: Admission,
): void {
  if (carriers.length === 0 && !mayCreate) {
    throw notAdmitted(aikitWorkloadCreatePermission, entityRef, target);
  }
}

/** Whether the values ask for labels of the namespace. No preset does. */
function labelsNamespace({ values }: DeployRequest): boolean {
  const { namespace } = values;
  const levels = isMap(namespace) ? namespace.podSecurity : undefined;
  return isMap(levels) && Object.values(levels).some(Boolean);
}
