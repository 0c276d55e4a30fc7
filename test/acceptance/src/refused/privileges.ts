import { inContainer, Refusal } from './refusal';

/** Privileges of a container. */
export const PRIVILEGES: Refusal[] = [
  inContainer(
    'an unmasked /proc without users of its own',
    { securityContext: { procMount: 'Unmasked' } },
    'securityContext.procMount',
  ),
  inContainer(
    'a privileged container that must not escalate',
    { securityContext: { privileged: true, allowPrivilegeEscalation: false } },
    'securityContext.allowPrivilegeEscalation',
  ),
  inContainer(
    'CAP_SYS_ADMIN in a container that must not escalate',
    {
      securityContext: {
        capabilities: { add: ['CAP_SYS_ADMIN'] },
        allowPrivilegeEscalation: false,
      },
    },
    'securityContext.allowPrivilegeEscalation',
  ),
];
