import type { ValuesRule } from './checked';

const SYS_ADMIN = 'CAP_SYS_ADMIN';

/**
 * Fields of a security context that contradict each other, often one of the
 * user's and one of the chart's. The API server refuses the first two, as a
 * failure to create pods (the capability by that very name, and not as
 * `SYS_ADMIN`); the kubelet does not start a container with the third.
 */
export const contradictingPrivileges: ValuesRule = (
  { values, pods },
  report,
) => {
  for (const { role } of pods) {
    const main = values.securityContext;
    const own = role && values.leaderWorkerSet?.[role].securityContext;
    /** Where a field of the container's security context stands. */
    const pathTo = (field: 'allowPrivilegeEscalation' | 'runAsUser') =>
      own?.[field] === undefined
        ? ['securityContext', field]
        : ['leaderWorkerSet', String(role), 'securityContext', field];
    const { privileged, allowPrivilegeEscalation, runAsNonRoot, runAsUser } = {
      ...main,
      ...own,
    };
    const added = own?.capabilities?.add ?? main?.capabilities?.add;
    if (privileged && allowPrivilegeEscalation === false) {
      report({
        rule: 'privileged-escalation',
        path: pathTo('allowPrivilegeEscalation'),
        message:
          'must not be false for a privileged container: set it to true, or leave out privileged',
        suggestion: true,
      });
    }
    if (added?.includes(SYS_ADMIN) && allowPrivilegeEscalation === false) {
      report({
        rule: 'sys-admin-escalation',
        path: pathTo('allowPrivilegeEscalation'),
        message: `must not be false beside the capability ${SYS_ADMIN}: set it to true, or leave out the capability`,
        suggestion: true,
      });
    }
    if (runAsNonRoot && runAsUser === 0) {
      report({
        rule: 'non-root-user',
        path: pathTo('runAsUser'),
        message:
          'is root, and runAsNonRoot is true, so that the container is not started: give another user, or set runAsNonRoot to false',
        suggestion: 1000,
      });
    }
  }
};
