import type { RoleValues } from './leaderWorkerSet';
import type { podKeys } from './pod';
import type { AikitValues } from './schema';

/** A role of a LeaderWorkerSet; a pod without one is a server. */
export type Role = 'leader' | 'worker';

/** Keys that describe a pod. */
type PodKey = keyof typeof podKeys;

/** Keys that say how a pod serves: the top level's are no worker's. */
type ServingKey =
  | 'command'
  | 'args'
  | 'ports'
  | 'startupProbe'
  | 'livenessProbe'
  | 'readinessProbe';

/** The values of one pod, wherever they were given. */
export type EffectivePod = Pick<AikitValues, PodKey>;

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

/** A role's own list or map, or else the one below it. */
function either<T extends object>(
  own: T | undefined,
  base: T | undefined,
): T | undefined {
  return isEmpty(own) ? base : own;
}

type Strings = Record<string, string>;

/** A role's own strings, laid over those below them. */
function both(
  own: Strings | undefined,
  base: Strings | undefined,
): Strings | undefined {
  return isEmpty(own) || isEmpty(base)
    ? either(own, base)
    : { ...base, ...own };
}

/**
 * The values of a role's pod, or without one of the server's.
 *
 * A role's own list, scalar, probe or resources replace the top level's; its
 * labels, annotations and node selector are merged over them. An empty list or
 * map counts as none: the chart has them by default.
 */
function effectivePod(values: AikitValues, role?: Role): EffectivePod {
  const own: RoleValues | undefined = role && values.leaderWorkerSet?.[role];
  if (!role || !own) {
    return values;
  }
  const serving: Pick<EffectivePod, ServingKey> =
    role === 'worker' ? {} : values;
  return {
    port: own.port,
    resources: either(own.resources, values.resources),
    env: either(own.env, values.env),
    envFrom: either(own.envFrom, values.envFrom),
    volumes: either(own.volumes, values.volumes),
    volumeMounts: either(own.volumeMounts, values.volumeMounts),
    tolerations: either(own.tolerations, values.tolerations),
    affinity: either(own.affinity, values.affinity),
    topologySpreadConstraints: either(
      own.topologySpreadConstraints,
      values.topologySpreadConstraints,
    ),
    priorityClassName: own.priorityClassName ?? values.priorityClassName,
    runtimeClassName: own.runtimeClassName ?? values.runtimeClassName,
    schedulerName: own.schedulerName ?? values.schedulerName,
    terminationGracePeriodSeconds:
      own.terminationGracePeriodSeconds ?? values.terminationGracePeriodSeconds,
    command: either(own.command, serving.command),
    args: either(own.args, serving.args),
    ports: either(own.ports, serving.ports),
    startupProbe: either(own.startupProbe, serving.startupProbe),
    livenessProbe: either(own.livenessProbe, serving.livenessProbe),
    readinessProbe: either(own.readinessProbe, serving.readinessProbe),
    podLabels: both(own.podLabels, values.podLabels),
    podAnnotations: both(own.podAnnotations, values.podAnnotations),
    nodeSelector: both(own.nodeSelector, values.nodeSelector),
  } satisfies Record<PodKey, unknown>;
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
