import { Pod } from '../objects/kinds';
import { ResourceType } from '../objects/resourceTypes';
import { KubeObject, ObjectMeta } from '../objects/types';
import { conflict } from './apiError';
import { timestamp } from './clock';

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions {
  dryRun?: boolean;
  propagationPolicy?: Propagation;
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
}

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';
const DEFAULT_GRACE_SECONDS = 30;

/** What keeps a Namespace until its content is deleted. */
function specFinalizers({ kind, spec }: KubeObject): string[] {
  const { finalizers = [] } = (spec ?? {}) as { finalizers?: string[] };
  return kind === 'Namespace' ? finalizers : [];
}

/**
 * Whether nothing keeps an object that is marked as deleted: no finalizer, and
 * no kubelet that has to end it.
 */
export function isFinal(object: KubeObject): boolean {
  const { finalizers = [], deletionGracePeriodSeconds } = object.metadata;
  return (
    finalizers.length + specFinalizers(object).length === 0 &&
    (object.kind !== 'Pod' || deletionGracePeriodSeconds === 0)
  );
}

/** An object that is marked as deleted, as {@link DeleteOptions} want it. */
export function marked<T extends KubeObject>(
  object: T,
  { propagationPolicy, gracePeriodSeconds }: DeleteOptions,
  now: Date,
): T {
  const { finalizers: given = [], ...metadata } = object.metadata;
  const { deletionGracePeriodSeconds: earlier = Infinity, generation } =
    metadata;
  const finalizers = withPropagation(given, propagationPolicy);
  const grace = Math.min(earlier, gracePeriod(object, gracePeriodSeconds));
  const changes: Partial<ObjectMeta> = {
    ...(finalizers.length > 0 && { finalizers }),
    ...(grace !== earlier && {
      deletionGracePeriodSeconds: grace,
      // The time at which the grace period ends.
      deletionTimestamp: timestamp(new Date(now.getTime() + grace * 1000)),
    }),
    ...(generation !== undefined &&
      !metadata.deletionTimestamp && { generation: generation + 1 }),
  };
  return {
    ...object,
    metadata: { ...metadata, ...changes },
    ...(object.kind === 'Namespace' && { status: { phase: 'Terminating' } }),
  };
}

function withPropagation(finalizers: string[], policy?: Propagation): string[] {
  const others = finalizers.filter(
    finalizer => finalizer !== FOREGROUND && finalizer !== ORPHAN,
  );
  switch (policy) {
    case 'Foreground':
      return [...others, FOREGROUND];
    case 'Orphan':
      return [...others, ORPHAN];
    case 'Background':
      return others;
    default:
      return finalizers;
  }
}

/** Seconds; 0 for all that no kubelet has to end. */
function gracePeriod(object: KubeObject, wanted?: number): number {
  if (object.kind !== 'Pod') {
    return 0;
  }
  const { spec, status } = object as Pod;
  const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return !spec.nodeName || isOver
    ? 0
    : wanted ?? spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
}

const PRECONDITIONS = [
  ['uid', 'UID', 'The object might have been deleted and then recreated'],
  ['resourceVersion', 'ResourceVersion', 'The object might have been modified'],
] as const;

/** @throws ApiError 409 when an object is not the one that is meant */
export function checkPreconditions(
  { group, kind }: ResourceType,
  { metadata }: KubeObject,
  { preconditions }: DeleteOptions,
) {
  for (const [field, name, hint] of PRECONDITIONS) {
    const wanted = preconditions?.[field];
    const found = metadata[field];
    if (wanted && wanted !== found) {
      const why = `the ${name} in the precondition (${wanted}) does not match the ${name} in record (${found}). ${hint}`;
      // Here the kind stands in for its plural.
      throw conflict({ group, plural: kind }, metadata.name, why);
    }
  }
}
