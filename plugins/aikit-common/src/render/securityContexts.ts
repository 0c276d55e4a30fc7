import { POD_ONLY_FIELDS } from '../values/kubernetes/securityContext';
import type { RoleValues } from '../values/leaderWorkerSet';
import { mergeValues, ValuesMap } from '../values/merge';
import type { AikitValues } from '../values/schema';

/** A role's own fields that only a pod has, or those that it has not. */
function ownFields(role: RoleValues | undefined, podOnly: boolean): ValuesMap {
  return Object.fromEntries(
    Object.entries(role?.securityContext ?? {}).filter(
      ([field]) => POD_ONLY_FIELDS.includes(field) === podOnly,
    ),
  );
}

/**
 * Security context of a pod (C5): of a role's own fields those that only a pod
 * has are merged over the main ones.
 */
export function podSecurityContext(
  values: AikitValues,
  role: RoleValues | undefined,
): ValuesMap {
  return mergeValues(values.podSecurityContext ?? {}, ownFields(role, true));
}

/**
 * Security context of a container (C5): all other fields of a role, which the
 * container's defaults would defeat at pod level.
 */
export function containerSecurityContext(
  values: AikitValues,
  role: RoleValues | undefined,
): ValuesMap {
  const profile = values.enableRuntimeDefaultSeccompProfile
    ? { seccompProfile: { type: 'RuntimeDefault' } }
    : {};
  return mergeValues(
    { ...profile, ...values.securityContext },
    ownFields(role, false),
  );
}
