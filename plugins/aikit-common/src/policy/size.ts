import { addCounts, effectiveAccelerators } from '../accelerators/effective';
import type { Manifest, ValueIssue } from '../api/contract';
import { issueOf } from '../values/issues';
import type { ValuePath } from '../values/paths';
import { ask, PolicyRule, whoOf } from './judged';
import { podsOfManifest, WorkloadManifest } from './pods';
import type { Limits } from '../api/policy';

/**
 * How large something is, as the policy counts it.
 *
 * @public
 */
export interface PolicySize {
  pods: number;
  /** Devices of all kinds together; a slice or a share counts as one. */
  accelerators: number;
}

const KEYS = ['pods', 'accelerators'] as const;

/** What values do that come to so many. */
const VERBS = { pods: 'makes', accelerators: 'asks for' };

const SMALLER = {
  pods: 'use fewer replicas or smaller groups',
  accelerators:
    'use fewer replicas, smaller groups or fewer accelerators in each pod',
};

interface Autoscaler extends Manifest {
  spec?: { maxReplicas?: number; scaleTargetRef?: { name?: string } };
}

/** Groups, in standard mode pods: the most there can be. */
function replicasOf(
  { metadata, spec }: WorkloadManifest,
  manifests: readonly Manifest[],
): number {
  const most = manifests
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .map(manifest => (manifest as Autoscaler).spec ?? {})
    .filter(({ scaleTargetRef }) => scaleTargetRef?.name === metadata.name)
    .map(({ maxReplicas = 1 }) => maxReplicas);
  return Math.max(spec?.replicas ?? (most.length > 0 ? 0 : 1), ...most);
}

function sizeOfOne(
  workload: WorkloadManifest,
  manifests: readonly Manifest[],
): PolicySize {
  const [serving, worker] = podsOfManifest(workload);
  const replicas = replicasOf(workload, manifests);
  const size = workload.spec?.leaderWorkerTemplate
    ? workload.spec.leaderWorkerTemplate.size ?? 1
    : 1;
  const ofGroup = addCounts(
    effectiveAccelerators(serving.spec),
    worker ? effectiveAccelerators(worker.spec) : {},
    size - 1,
  );
  const devices = Object.values(ofGroup).reduce((sum, one) => sum + one, 0);
  return { pods: replicas * size, accelerators: replicas * devices };
}

/**
 * How large a workload can get by its manifests: an autoscaler's maximum
 * counts.
 *
 * @public
 */
export function policySize(manifests: readonly Manifest[]): PolicySize {
  const total = { pods: 0, accelerators: 0 };
  for (const manifest of manifests as readonly WorkloadManifest[]) {
    if (podsOfManifest(manifest).length > 0) {
      const one = sizeOfOne(manifest, manifests);
      KEYS.forEach(key => {
        total[key] += one[key];
      });
    }
  }
  return total;
}

/** What is above the bounds, as phrases such as `makes 32 pods (at most 16)`. */
function above(
  size: PolicySize,
  bounds: { pods?: number; accelerators?: number },
): string[] {
  return KEYS.flatMap(key => {
    const most = bounds[key];
    return most !== undefined && size[key] > most
      ? [`${VERBS[key]} ${size[key]} ${key} (at most ${most})`]
      : [];
  });
}

/**
 * Whether a workload of this size waits for an approval.
 *
 * @public
 */
export function needsApproval(
  { approval }: Pick<Limits, 'approval'>,
  size: PolicySize,
): boolean {
  return above(size, approval).length > 0;
}

/** Where a workload's size is given in the values. */
function replicasPath(manifests: readonly Manifest[]): ValuePath {
  const has = (one: string) => manifests.some(({ kind }) => kind === one);
  if (has('HorizontalPodAutoscaler')) {
    return ['autoscaling', 'maxReplicas'];
  }
  return has('LeaderWorkerSet')
    ? ['leaderWorkerSet', 'replicas']
    : ['replicaCount'];
}

/** No workload is larger than it may be. */
export const size: PolicyRule = ({ limits, manifests }, report) => {
  const found = policySize(manifests);
  for (const key of KEYS) {
    const most = limits[key];
    if (most !== undefined && found[key] > most) {
      report({
        rule: `policy-${key}`,
        path: replicasPath(manifests),
        message: `${VERBS[key]} ${found[key]} ${key}, and a workload of ${whoOf(
          limits,
        )} may have at most ${most}: ${SMALLER[key]}`,
      });
    }
  }
};

/** Above a size, somebody else has to agree. */
export const approval: PolicyRule = ({ limits, manifests }, report) => {
  const reasons = above(policySize(manifests), limits.approval);
  if (reasons.length > 0) {
    report({
      rule: 'policy-approval',
      severity: 'warning',
      path: replicasPath(manifests),
      message: `${reasons.join(
        ' and ',
      )} without an approval: the workload waits without pods until somebody with the permission aikit.workload.approve has approved it`,
    });
  }
};

/**
 * Whether a workload would make all of its owner's together more than they may
 * be, in all clusters.
 *
 * @param others - what the owner's other workloads are
 * @param uncounted - clusters of which that is not known at the moment
 * @public
 */
export function totalIssues(
  limits: Limits,
  manifests: readonly Manifest[],
  others: PolicySize,
  uncounted: readonly string[] = [],
): ValueIssue[] {
  const own = policySize(manifests);
  return KEYS.flatMap((key): ValueIssue[] => {
    const most = limits.total[key];
    const all = own[key] + others[key];
    if (most === undefined || own[key] === 0 || all <= most) {
      return [];
    }
    const without =
      uncounted.length > 0
        ? ` (as far as is known: the portal has no current picture of ${uncounted.join(
            ', ',
          )})`
        : '';
    const room = Math.max(0, most - others[key]);
    return [
      issueOf({
        rule: `policy-total-${key}`,
        path: replicasPath(manifests),
        message: `${VERBS[key]} ${
          own[key]
        } ${key}, and the other workloads of ${whoOf(limits)} have ${
          others[key]
        }${without}, of at most ${most} in all: ${
          room > 0
            ? `up to ${room} would do, or fewer elsewhere`
            : 'there is room once there are fewer elsewhere'
        }. ${ask(limits)}`,
      }),
    ];
  });
}
