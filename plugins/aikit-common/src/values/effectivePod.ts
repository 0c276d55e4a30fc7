import { mergeValues } from './merge';
import type { AikitValues } from './schema';
import type { RoleValues } from './leaderWorkerSet';

/** A role of a LeaderWorkerSet; a pod without one is a server. */
export type Role = 'leader' | 'worker';

/** The kinds of pod that the values make. */
export function rolesOf(values: AikitValues): readonly (Role | undefined)[] {
  return values.leaderWorkerSet?.enabled ? ['leader', 'worker'] : [undefined];
}

/** Keys of which a role has its own, or else the top level's. */
const REPLACED = [
  'resources',
  'env',
  'envFrom',
  'volumes',
  'volumeMounts',
  'tolerations',
  'affinity',
  'topologySpreadConstraints',
  'priorityClassName',
  'runtimeClassName',
  'schedulerName',
  'terminationGracePeriodSeconds',
] as const;

/** Keys that say how a pod serves: the top level's are no worker's. */
const SERVING = [
  'command',
  'args',
  'ports',
  'startupProbe',
  'livenessProbe',
  'readinessProbe',
] as const;

/** Maps of a role that are merged over the top level's. */
const MERGED = ['podLabels', 'podAnnotations', 'nodeSelector'] as const;

type PodKey =
  | (typeof REPLACED)[number]
  | (typeof SERVING)[number]
  | (typeof MERGED)[number];

/** The values of one pod, wherever they were given. */
export type EffectivePod = Pick<AikitValues, PodKey | 'port'>;

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
 * map counts as none: the chart has them by default.
 */
export function effectivePod(values: AikitValues, role?: Role): EffectivePod {
  const own: RoleValues | undefined = role && values.leaderWorkerSet?.[role];
  if (!role || !own) {
    return values;
  }
  const pick = (keys: readonly PodKey[], base: EffectivePod | undefined) =>
    keys.map(key => [key, isEmpty(own[key]) ? base?.[key] : own[key]]);
  return Object.fromEntries([
    ...pick(REPLACED, values),
    ...pick(SERVING, role === 'worker' ? undefined : values),
    ...MERGED.map(key => [key, mergeValues(values[key] ?? {}, own[key] ?? {})]),
    ['port', own.port],
  ]);
}
