import type { AikitValues } from '../schema';
import { Check, errorAt, once } from './check';

type Field =
  | 'privileged'
  | 'allowPrivilegeEscalation'
  | 'runAsNonRoot'
  | 'runAsUser';

const SYS_ADMIN = 'CAP_SYS_ADMIN';

/** A field of a container's security context, and where it stands. */
function fieldOf(
  values: AikitValues,
  role: 'leader' | 'worker' | undefined,
  field: Field,
) {
  const own = role && values.leaderWorkerSet?.[role].securityContext;
  return own?.[field] === undefined
    ? {
        value: values.securityContext?.[field],
        path: ['securityContext', field],
      }
    : {
        value: own[field],
        path: ['leaderWorkerSet', String(role), 'securityContext', field],
      };
}

/** Capabilities that a container is given: a role's own list, or the main one. */
function addedCapabilities(
  { securityContext, leaderWorkerSet }: AikitValues,
  role: 'leader' | 'worker' | undefined,
): readonly string[] {
  const own = role && leaderWorkerSet?.[role].securityContext;
  return own?.capabilities?.add ?? securityContext?.capabilities?.add ?? [];
}

/**
 * Fields of a security context that contradict each other, often one of the
 * user's and one of the chart's. The API server refuses the first two, as a
 * failure to create pods (the capability by that very name, and not as
 * `SYS_ADMIN`); the kubelet does not start a container with the third.
 */
export const contradictingPrivileges: Check = ({ values, pods }) =>
  once(
    pods.flatMap(({ role }) => {
      const field = (name: Field) => fieldOf(values, role, name);
      const escalation = field('allowPrivilegeEscalation');
      const user = field('runAsUser');
      const unbounded = addedCapabilities(values, role).includes(SYS_ADMIN);
      return [
        ...(field('privileged').value && escalation.value === false
          ? [
              errorAt(escalation.path, {
                rule: 'privileged-escalation',
                message:
                  'must not be false for a privileged container: set it to true, or leave out privileged',
                given: false,
                suggestion: true,
              }),
            ]
          : []),
        ...(unbounded && escalation.value === false
          ? [
              errorAt(escalation.path, {
                rule: 'sys-admin-escalation',
                message: `must not be false beside the capability ${SYS_ADMIN}: set it to true, or leave out the capability`,
                given: false,
                suggestion: true,
              }),
            ]
          : []),
        ...(field('runAsNonRoot').value && user.value === 0
          ? [
              errorAt(user.path, {
                rule: 'non-root-user',
                message:
                  'is root, and runAsNonRoot is true, so that the container is not started: give another user, or set runAsNonRoot to false',
                given: 0,
                suggestion: 1000,
              }),
            ]
          : []),
      ];
    }),
  );
