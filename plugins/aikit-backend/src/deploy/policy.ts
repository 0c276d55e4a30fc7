import {
  DeployRequest,
  errorLines,
  fullEntityRef,
  Limits,
  limitsFor,
  Manifest,
  Policy,
  policyIssues,
  policyPlaceIssues,
  PolicySize,
  policySize,
  totalIssues,
  ValueIssue,
  WORKLOAD_ANNOTATIONS,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedWorkload,
  podSecurityIssues,
} from '@aikit-backstage/plugin-aikit-node';
import { NotAllowedError } from '@backstage/errors';
import { Mirrors } from '../mirror/types';

/** How long a submission counts before the mirrors must have seen it. */
const IN_FLIGHT_MS = 60_000;

const NOTHING: PolicySize = { pods: 0, accelerators: 0 };

/** A submission that the mirrors may not have seen yet. */
interface InFlight {
  owner?: string;
  size: PolicySize;
  until: number;
}

/**
 * Holds submissions to the platform's policy: what nobody may do, whatever the
 * permissions say.
 */
export class PolicyGuard {
  readonly #policy: Policy;
  readonly #mirrors: Mirrors;
  readonly #inFlight = new Map<string, InFlight>();

  constructor(options: { policy: Policy; mirrors: Mirrors }) {
    this.#policy = options.policy;
    this.#mirrors = options.mirrors;
  }

  /** What holds for an owner; without one, for anybody. */
  limitsOf(owner: string | undefined): Limits {
    return limitsFor(this.#policy, owner && fullEntityRef(owner));
  }

  /**
   * Asks no cluster: it is called before one is.
   *
   * @param manifests - all that the workload would be
   * @returns warnings
   * @throws NotAllowedError that says which limit, what would do and whom to
   * ask; it carries the same as `issues`
   */
  assertAllowed(
    target: WorkloadTarget,
    { owner, dryRun }: Pick<DeployRequest, 'owner' | 'dryRun'>,
    manifests: readonly Manifest[],
  ): ValueIssue[] {
    const limits = this.limitsOf(owner);
    const issues = [
      ...policyIssues(limits, { ...target, manifests }),
      ...podSecurityIssues(limits, manifests),
      ...totalIssues(
        limits,
        manifests,
        this.#sizeOfOthers(target, limits.owner),
        this.#unwatched(),
      ),
    ];
    throwIfRefused(issues);
    if (!dryRun) {
      this.#inFlight.set(keyOf(target), {
        owner: limits.owner,
        size: policySize(manifests),
        until: Date.now() + IN_FLIGHT_MS,
      });
    }
    // What waits for an approval is said when that is decided.
    return issues.filter(({ rule }) => rule !== 'policy-approval');
  }

  /** No longer counts what was submitted. */
  forget(target: WorkloadTarget): void {
    this.#inFlight.delete(keyOf(target));
  }

  /** Clusters of which there is no current picture. */
  #unwatched(): string[] {
    return this.#mirrors
      .list()
      .filter(mirror => mirror.status().state !== 'live')
      .map(({ cluster }) => cluster);
  }

  /** Of the owner's other workloads: as they are wanted, or were submitted. */
  #sizeOfOthers(target: WorkloadTarget, owner: string | undefined): PolicySize {
    const sizes = new Map<string, PolicySize>();
    for (const mirror of this.#mirrors.list()) {
      for (const workload of mirror.workloads()) {
        if (owner !== undefined && ownerOf(workload) === owner) {
          const { cluster } = mirror;
          sizes.set(keyOf({ ...workload, cluster }), wantedSize(workload));
        }
      }
    }
    const now = Date.now();
    for (const [key, submitted] of this.#inFlight) {
      if (submitted.until < now) {
        this.#inFlight.delete(key);
      } else if (submitted.owner === owner) {
        sizes.set(key, larger(submitted.size, sizes.get(key)));
      }
    }
    sizes.delete(keyOf(target));
    return [...sizes.values()].reduce(sum, NOTHING);
  }
}

function sum(one: PolicySize, other: PolicySize): PolicySize {
  return {
    pods: one.pods + other.pods,
    accelerators: one.accelerators + other.accelerators,
  };
}

function larger(one: PolicySize, other = NOTHING): PolicySize {
  return {
    pods: Math.max(one.pods, other.pods),
    accelerators: Math.max(one.accelerators, other.accelerators),
  };
}

function keyOf({ cluster, namespace, name }: WorkloadTarget): string {
  return JSON.stringify([cluster, namespace, name]);
}

function ownerOf({ annotations }: ObservedWorkload): string | undefined {
  const owner = annotations[WORKLOAD_ANNOTATIONS.owner];
  return owner && fullEntityRef(owner);
}

/** Pods that are wanted, whether they run or not. */
function wantedSize(workload: ObservedWorkload): PolicySize {
  const { replicas, size, accelerators } = workload;
  const devices = (counts: Record<string, number>) =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  return {
    pods: replicas * size,
    accelerators:
      replicas *
      (devices(accelerators.leader) +
        (size - 1) * devices(accelerators.worker)),
  };
}

/**
 * Refuses to take over what the portal did not make where the policy does not
 * let the owner do so, or be there.
 *
 * @throws NotAllowedError
 */
export function assertMayAdopt(
  policy: Policy,
  target: WorkloadTarget,
  owner: string | undefined,
): void {
  const limits = limitsFor(policy, owner && fullEntityRef(owner));
  const { adopt, contact } = limits;
  const who = limits.owner ?? 'an owner who is not known';
  const issues: ValueIssue[] = policyPlaceIssues(limits, target);
  if (!adopt) {
    issues.unshift({
      severity: 'error',
      path: 'owner',
      rule: 'policy-adopt',
      message: `is ${who}, who may not take over what the portal did not make: only with adopt: true in the policy of the portal. Ask ${contact}`,
    });
  }
  throwIfRefused(issues);
}

function throwIfRefused(issues: ValueIssue[]): void {
  const errors = errorLines(issues);
  if (errors.length > 0) {
    throw Object.assign(
      new NotAllowedError(
        `The policy does not allow this: ${errors.join('; ')}`,
      ),
      { issues },
    );
  }
}
