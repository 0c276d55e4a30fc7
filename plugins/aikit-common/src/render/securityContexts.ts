import { POD_ONLY_FIELDS } from '../values/kubernetes/securityContext';
import type { RoleValues } from '../values/leaderWorkerSet';
import { mergeValues, ValuesMap } from '../values/merge';
import type { AikitValues } from '../values/schema';

/**
 * The main fields, and over them those of a role's own that only a pod has, or
 * those that it has not.
 */
function withOwnFields(
  main: ValuesMap,
  role: RoleValues | undefined,
  podOnly: boolean,
): ValuesMap {
  const own = Object.entries(role?.securityContext ?? {}).filter(
    ([field]) => POD_ONLY_FIELDS.includes(field) === podOnly,
  );
  return own.length > 0 ? mergeValues(main, Object.fromEntries(own)) : main;
}

/**
 * Security context of a pod (C5): of a role's own fields those that only a pod
 * has are merged over the main ones.
 */
export function podSecurityContext(
  values: AikitValues,
  role: RoleValues | undefined,
): ValuesMap {
  return withOwnFields(values.podSecurityContext ?? {}, role, true);
}

/**
 * Security context of a container (C5): all other fields of a role, which the
 * container's defaults would defeat at pod level.
 */
export function containerSecurityContext(
  values: AikitValues,
  role: RoleValues | undefined,
): ValuesMap {
  const main = values.enableRuntimeDefaultSeccompProfile
    ? { seccompProfile: { type: 'RuntimeDefault' }, ...values.securityContext }
    : values.securityContext ?? {};
  return withOwnFields(main, role, false);
}
