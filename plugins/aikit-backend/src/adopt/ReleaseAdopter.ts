import { isDeepStrictEqual } from 'node:util';
import {
  AdoptRequest,
  AdoptResponse,
  catalogMetadata,
  FIELD_MANAGER,
  HelmReleaseResponse,
  HelmReleasesResponse,
  inferenceAnnotation,
  LEFT_OUT,
  ObjectChange,
  Policy,
  ReleaseTarget,
  withoutSecrets,
} from '@aikit-backstage/plugin-aikit-common';
import { ClusterAccess } from '@aikit-backstage/plugin-aikit-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { appliedChange, triedChange } from '../deploy/changes';
import { CONCEALED } from '../deploy/conceal';
import { Kind, resourceOf } from '../deploy/kinds';
import { handedOver, managedFieldsOf } from '../deploy/managedFields';
import { assertMayAdopt } from '../deploy/policy';
import { usableCluster } from '../deploy/preflight';
import { Steps } from '../deploy/Steps';
import { LiveObject, WorkloadObjects } from '../deploy/WorkloadObjects';
import { Mirrors } from '../mirror/types';
import { withoutMarks } from './adoptedObject';
import {
  adoptedKinds,
  AdoptedObject,
  Adoption,
  describeRelease,
  planAdoption,
  workloadOf,
} from './adoption';
import { forgettable, forgetRelease } from './forget';
import { HelmReleases, StoredRelease } from './HelmReleases';
import { hintsFor, nextSubmission } from './nextSubmission';

/** A release, and the objects that its adoption would take over, as they are. */
export interface FoundRelease {
  stored: StoredRelease;
  live: LiveObject[];
}

/**
 * Takes over what Helm has installed: its objects become the portal's, and
 * their pods go on running. It asks nobody whether that is allowed.
 *
 * All methods throw Backstage's errors, also what a cluster answers.
 */
export class ReleaseAdopter {
  readonly #access: ClusterAccess;
  readonly #mirrors: Mirrors;
  readonly #policy: Policy;
  readonly #releases: HelmReleases;

  constructor(options: {
    clusterAccess: ClusterAccess;
    mirrors: Mirrors;
    policy: Policy;
    logger: LoggerService;
  }) {
    const { clusterAccess, mirrors, logger } = options;
    this.#policy = options.policy;
    this.#access = clusterAccess;
    this.#mirrors = mirrors;
    this.#releases = new HelmReleases({ access: clusterAccess, logger });
  }

  async list(
    where: Omit<ReleaseTarget, 'release'>,
  ): Promise<HelmReleasesResponse> {
    usableCluster(this.#mirrors, where.cluster);
    return { items: await this.#releases.list(where) };
  }

  async get(target: ReleaseTarget): Promise<HelmReleaseResponse> {
    const { record } = await this.#release(target);
    return describeRelease(record);
  }

  /** Reads what is there to be taken over. */
  async find(target: ReleaseTarget): Promise<FoundRelease> {
    const { cluster, namespace } = target;
    const stored = await this.#release(target);
    const { name } = workloadOf(stored.record);
    const objects = new WorkloadObjects(this.#access, {
      cluster,
      namespace,
      name,
    });
    const { live } = await objects.read(adoptedKinds(stored.record, name));
    return { stored, live };
  }

  /**
   * Everything is tried as a server-side dry run before the first change, and
   * once more when the fields have changed hands: what would change the
   * specification of an object is not done.
   *
   * @param found - what {@link find} has read a moment ago
   * @throws NotFoundError, ConflictError, InputError, NotAllowedError,
   * ServiceUnavailableError
   */
  async adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    { stored, live }: FoundRelease,
  ): Promise<AdoptResponse> {
    const { issues, entityId, annotations } = catalogMetadata(request);
    if (issues.length > 0) {
      throw new InputError(
        issues.map(({ path, message }) => `${path} ${message}`).join('; '),
      );
    }
    const { record } = stored;
    const { name } = workloadOf(record);
    assertMayAdopt(this.#policy, { ...target, name }, request.owner);
    const adoption = planAdoption(target, record, live, {
      entityId,
      annotations: {
        ...annotations,
        ...inferenceAnnotation({
          values: withoutSecrets(record.values, LEFT_OUT),
        }).annotations,
      },
    });
    const objects = new WorkloadObjects(this.#access, adoption.target);
    const surplus = request.forget
      ? await forgettable(this.#access, target, adoption)
      : [];

    const tried = await Promise.all(
      adoption.objects.map(async object =>
        triedChange(
          object.kind,
          object.before,
          // The fields are the installer's yet, so its marks still stay.
          withoutMarks(await tryObject(objects, object, true)),
        ),
      ),
    );
    const removed = surplus.map(
      (object): ObjectChange => ({ ...object, change: 'deleted' }),
    );
    const dryRun = request.dryRun ?? false;
    const done = dryRun
      ? [...tried, ...removed]
      : await this.#carryOut(adoption, objects, stored, {
          target,
          forget: request.forget ?? false,
          surplus,
        });
    // Arguments may be secrets, too, in what is adopted and in what comes next.
    const answer = {
      ...describeRelease(record),
      dryRun,
      objects: done,
      left: adoption.surplus.filter(
        object => !surplus.some(other => isDeepStrictEqual(object, other)),
      ),
      next: nextSubmission(adoption, record, request),
      hints: hintsFor(target, stored, adoption, request),
    };
    return withoutSecrets(answer, CONCEALED) as AdoptResponse;
  }

  async #carryOut(
    adoption: Adoption,
    objects: WorkloadObjects,
    { secrets }: StoredRelease,
    {
      target,
      forget,
      surplus,
    }: {
      target: ReleaseTarget;
      forget: boolean;
      surplus: Adoption['surplus'];
    },
  ): Promise<ObjectChange[]> {
    const steps = new Steps('Adopt it again to continue from there.');
    for (const planned of adoption.objects) {
      const { kind, before, object } = planned;
      await steps.run({
        what: `take over ${kind} ${object.metadata.name}`,
        run: async () => {
          await this.#handOver(adoption, objects, kind);
          await tryObject(objects, planned, false);
          return objects.apply(kind, object, { dryRun: false, force: false });
        },
        change: after => appliedChange(kind, before, after),
      });
    }
    if (forget) {
      await forgetRelease(this.#access, target, { steps, surplus, secrets });
    }
    return steps.done;
  }

  /** Gives the installer's fields to the suite's field manager. */
  async #handOver(
    { target }: Adoption,
    objects: WorkloadObjects,
    kind: Kind,
  ): Promise<void> {
    // Read anew: controllers write statuses all the time.
    const {
      live: [live],
    } = await objects.read([kind]);
    const entries = live ? managedFieldsOf(live.object) : [];
    const managedFields = handedOver(entries, live?.object.apiVersion);
    if (managedFields === entries) {
      return;
    }
    const { name, namespace } = target;
    // With the version, so that nobody else's change is taken back by it.
    const { resourceVersion } = live.object.metadata;
    await this.#access.patch(
      target.cluster,
      { resource: resourceOf(kind), name, namespace },
      { metadata: { resourceVersion, managedFields } },
      { fieldManager: FIELD_MANAGER },
    );
  }

  #release(target: ReleaseTarget): Promise<StoredRelease> {
    usableCluster(this.#mirrors, target.cluster);
    return this.#releases.get(target);
  }
}

/**
 * Applies an object as a dry run.
 *
 * @throws ConflictError when its specification would change
 */
async function tryObject(
  objects: WorkloadObjects,
  { kind, before, object }: AdoptedObject,
  force: boolean,
) {
  const after = await objects.apply(kind, object, { dryRun: true, force });
  if (!isDeepStrictEqual(before.spec, after.spec)) {
    throw new ConflictError(
      `Taking over ${kind} ${object.metadata.name} would change its specification, and so it is not done: it has changed meanwhile, or a webhook of the cluster changes it. Try again`,
    );
  }
  return after;
}
