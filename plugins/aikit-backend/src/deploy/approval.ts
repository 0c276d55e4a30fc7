import { createHash } from 'node:crypto';
import {
  APPROVAL_ANNOTATIONS,
  DeployRequest,
  isMap,
  Limits,
  lookUp,
  Manifest,
  needsApproval,
  parsePath,
  policySize,
  put,
  submittedInference,
  ValueIssue,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { isKind, isWorkload } from './kinds';
import { withReplicas } from './workloadFields';
import { LiveObject } from './WorkloadObjects';

/** The user who approves, when that is the caller; asked only if it matters. */
export type Approver = () => Promise<string | undefined>;

type Submitted = Pick<DeployRequest, 'preset' | 'values'>;

/** The same in one order of keys. */
function sorted(part: unknown): unknown {
  if (Array.isArray(part)) {
    return part.map(sorted);
  }
  return isMap(part)
    ? Object.fromEntries(
        Object.keys(part)
          .sort()
          .map(key => [key, sorted(part[key])]),
      )
    : part;
}

/** Hash of what is submitted, whatever the order of its keys. */
export function submissionHash({ preset, values }: Submitted): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted({ preset, values })))
    .digest('hex');
}

function annotationsOf(live: LiveObject | undefined): Record<string, string> {
  return live?.object.metadata.annotations ?? {};
}

/** Whether a workload waits, with no pods, for somebody to approve it. */
export function isWaiting(live: LiveObject): boolean {
  return annotationsOf(live)[APPROVAL_ANNOTATIONS.state] === 'waiting';
}

function withAnnotations(
  manifests: readonly Manifest[],
  annotations: Record<string, string>,
  replicas?: number,
): Manifest[] {
  return manifests.map(manifest => {
    if (!isKind(manifest.kind) || !isWorkload(manifest.kind)) {
      return manifest;
    }
    const { metadata } = manifest;
    const annotated: Manifest = {
      ...manifest,
      metadata: {
        ...metadata,
        annotations: { ...metadata.annotations, ...annotations },
      },
    };
    return replicas === undefined
      ? annotated
      : { ...annotated, ...withReplicas(annotated, replicas) };
  });
}

/** The fewest replicas that an autoscaler keeps; it does nothing at none. */
function leastReplicas(manifests: readonly Manifest[]): number | undefined {
  const autoscaler = manifests.find(
    ({ kind }) => kind === 'HorizontalPodAutoscaler',
  );
  const least = lookUp(autoscaler, ['spec', 'minReplicas']);
  return autoscaler && (typeof least === 'number' ? least : 1);
}

/**
 * What to submit of a workload above the size that needs an approval: all of
 * it once that is given for these very values, and until then all but its
 * pods. Approved is what an approver submits.
 *
 * @param live - what there is of the workload
 * @throws NotAllowedError for a change of a workload that runs: it goes on as
 * it is
 */
export async function settleApproval(options: {
  limits: Limits;
  request: Submitted;
  manifests: readonly Manifest[];
  live: readonly LiveObject[];
  approver?: Approver;
}): Promise<{ manifests: Manifest[]; issues: ValueIssue[] }> {
  const { limits, request, live, approver } = options;
  const workloads = live.filter(({ kind }) => isWorkload(kind));
  const waited = workloads.some(isWaiting);
  const manifests = waited
    ? withAnnotations(options.manifests, {}, leastReplicas(options.manifests))
    : [...options.manifests];
  if (!needsApproval(limits, policySize(manifests))) {
    return { manifests, issues: [] };
  }

  const hash = submissionHash(request);
  const approved = workloads
    .map(annotationsOf)
    .find(annotations => annotations[APPROVAL_ANNOTATIONS.hash] === hash)?.[
    APPROVAL_ANNOTATIONS.by
  ];
  const by = approved ?? (await approver?.());
  if (by) {
    const annotations = {
      [APPROVAL_ANNOTATIONS.by]: by,
      [APPROVAL_ANNOTATIONS.hash]: hash,
    };
    return { manifests: withAnnotations(manifests, annotations), issues: [] };
  }
  const { pods, accelerators } = policySize(manifests);
  const size = `${pods} pods and ${accelerators} accelerators`;
  const who = `somebody with the permission aikit.workload.approve (${limits.contact})`;
  if (workloads.some(workload => !isWaiting(workload))) {
    throw new NotAllowedError(
      `The policy does not allow this without an approval: with ${size} the workload would be larger than its owner may change by themselves. It goes on as it is; ask ${who} to submit the change`,
    );
  }
  return {
    manifests: withAnnotations(
      manifests,
      {
        [APPROVAL_ANNOTATIONS.state]: 'waiting',
        [APPROVAL_ANNOTATIONS.hash]: hash,
        [APPROVAL_ANNOTATIONS.contact]: limits.contact,
      },
      0,
    ),
    issues: [
      {
        severity: 'warning',
        path: 'values',
        rule: 'policy-approval',
        message: `make ${size}: the workload waits without pods until ${who} has approved it`,
      },
    ],
  };
}

/** The containers of a workload, of one role or of all. */
function containersOf(
  { spec }: KubernetesObject,
  role: PropertyKey | undefined,
): unknown[] {
  const templates = role
    ? [['leaderWorkerTemplate', `${String(role)}Template`]]
    : [
        ['template'],
        ['leaderWorkerTemplate', 'leaderTemplate'],
        ['leaderWorkerTemplate', 'workerTemplate'],
      ];
  return templates.flatMap(path => {
    const containers = lookUp(spec, [...path, 'spec', 'containers']);
    return Array.isArray(containers) ? containers : [];
  });
}

/**
 * What waits for approval, to be submitted again: its annotations say it, but
 * for values of variables, which are those of the object.
 *
 * @throws ConflictError when it does not wait, or cannot be put together again
 */
export function waitingRequest(
  workload: LiveObject,
  entityRef: string,
): DeployRequest {
  const annotations = annotationsOf(workload);
  const { name } = workload.object.metadata;
  if (!isWaiting(workload)) {
    throw new ConflictError(`${name} does not wait for an approval`);
  }
  const kept = submittedInference(annotations);
  let values: unknown = kept?.values ?? {};
  for (const text of kept?.leftOut ?? []) {
    const path = parsePath(text) ?? [];
    const variable = lookUp(values, [...path.slice(0, -1), 'name']);
    const role = path[0] === 'leaderWorkerSet' ? path[1] : undefined;
    const found = containersOf(workload.object, role)
      .flatMap(container => lookUp(container, ['env']) ?? [])
      .find(entry => lookUp(entry, ['name']) === variable);
    values = put(values, path, lookUp(found, ['value']) ?? '');
  }
  const request = {
    ...(kept?.preset && { preset: kept.preset }),
    values: isMap(values) ? values : {},
  };
  if (
    !kept ||
    submissionHash(request) !== annotations[APPROVAL_ANNOTATIONS.hash]
  ) {
    throw new ConflictError(
      `What ${name} was submitted as is not kept on it in full, so it cannot be approved as it is: submit it yourself, which approves it`,
    );
  }
  return {
    ...request,
    entityRef,
    owner: annotations[WORKLOAD_ANNOTATIONS.owner],
    system: annotations[WORKLOAD_ANNOTATIONS.system],
  };
}
