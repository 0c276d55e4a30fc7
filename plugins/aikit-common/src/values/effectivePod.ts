import type { RoleValues } from './leaderWorkerSet';
import { podKeys } from './pod';
import type { AikitValues } from './schema';

/** A role of a LeaderWorkerSet; a pod without one is a server. */
export type Role = 'leader' | 'worker';

type PodKey = keyof typeof podKeys;

/** The values of one pod, wherever they were given. */
export type EffectivePod = Pick<AikitValues, PodKey>;

const POD_KEYS = Object.keys(podKeys) as PodKey[];

/** Keys that say how a pod serves: the top level's are no worker's. */
const SERVING: readonly PodKey[] = [
  'command',
  'args',
  'ports',
  'startupProbe',
  'livenessProbe',
  'readinessProbe',
];

/** Keys whose maps are laid over those below them. */
const LAID_OVER: readonly PodKey[] = [
  'podLabels',
  'podAnnotations',
  'nodeSelector',
];

/** A kind of pod that the values make. */
export interface Pod {
  /** Its role; none for a server. */
  role?: Role;
  values: EffectivePod;
}

/** Not given at all, or the empty list or map that the chart has by default. */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === 'object' &&
      value !== null &&
      Object.keys(value).length === 0)
  );
}

/**
 * Where a pod's value for a key stands: in its role, or at the top level.
 *
 * @returns the path to the value
 */
export function pathOf(
  values: AikitValues,
  role: Role | undefined,
  key: PodKey,
): string[] {
  const own: RoleValues | undefined = role && values.leaderWorkerSet?.[role];
  return role && !isEmpty(own?.[key]) ? ['leaderWorkerSet', role, key] : [key];
}

/**
 * The values of a role's pod, or without one of the server's.
 *
 * A role's own list, scalar, probe or resources replace the top level's; its
 * labels, annotations and node selector are merged over them. An empty list or
 * map counts as none: the chart has them by default. A port is a role's own.
 */
function effectivePod(values: AikitValues, role?: Role): EffectivePod {
  const own: RoleValues | undefined = role && values.leaderWorkerSet?.[role];
  if (!own) {
    return values;
  }
  const entries = POD_KEYS.map(key => {
    const isOwn =
      key === 'port' || (role === 'worker' && SERVING.includes(key));
    const below = isOwn ? undefined : values[key];
    if (isEmpty(own[key])) {
      return [key, below];
    }
    return [
      key,
      LAID_OVER.includes(key) ? Object.assign({}, below, own[key]) : own[key],
    ];
  });
  return Object.fromEntries(entries);
}

/** The pods that values make: the one that answers requests, and a worker. */
export type Pods = readonly [serving: Pod, ...worker: Pod[]];

/** The pods that the values make, each with its values. */
export function podsOf(values: AikitValues): Pods {
  const pod = (role?: Role): Pod => ({
    role,
    values: effectivePod(values, role),
  });
  return values.leaderWorkerSet?.enabled
    ? [pod('leader'), pod('worker')]
    : [pod()];
}
