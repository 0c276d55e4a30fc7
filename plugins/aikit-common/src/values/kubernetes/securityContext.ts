import { z } from 'zod';
import { fields } from '../fields';
import { must } from '../rules/rule';
import { wholeNumber } from '../scalars';

const id = wholeNumber(0, 2147483647).optional();

const profile = fields({
  type: z.enum(['RuntimeDefault', 'Unconfined', 'Localhost']),
  localhostProfile: z.string().optional(),
})
  .superRefine(
    must(
      ({ type, localhostProfile }) =>
        (type === 'Localhost') === Boolean(localhostProfile),
      {
        rule: 'localhost-profile',
        message:
          'must have localhostProfile if, and only if, type is Localhost',
      },
    ),
  )
  .optional();

const shared = {
  runAsUser: id,
  runAsGroup: id,
  runAsNonRoot: z.boolean().optional(),
  seccompProfile: profile,
  appArmorProfile: profile,
  seLinuxOptions: fields({
    user: z.string().optional(),
    role: z.string().optional(),
    type: z.string().optional(),
    level: z.string().optional(),
  }).optional(),
  windowsOptions: z.looseObject({}).optional(),
};

const podOnly = {
  fsGroup: id,
  fsGroupChangePolicy: z.enum(['OnRootMismatch', 'Always']).optional(),
  supplementalGroups: z.array(wholeNumber(0, 2147483647)).optional(),
  supplementalGroupsPolicy: z.enum(['Merge', 'Strict']).optional(),
  sysctls: z.array(fields({ name: z.string(), value: z.string() })).optional(),
};

const containerOnly = {
  allowPrivilegeEscalation: z.boolean().optional(),
  privileged: z.boolean().optional(),
  readOnlyRootFilesystem: z.boolean().optional(),
  procMount: z
    .enum(['Default'], {
      error: ({ input }) =>
        input === 'Unmasked'
          ? 'must be Default, which it is when left out: Kubernetes allows Unmasked to pods with users of their own (hostUsers: false) alone, and values have no such key'
          : undefined,
    })
    .optional(),
  capabilities: fields({
    add: z.array(z.string()).optional(),
    drop: z.array(z.string()).optional(),
  }).optional(),
};

/** Security context of a pod. */
export const podSecurityContext = fields({
  ...shared,
  ...podOnly,
  seLinuxChangePolicy: z.enum(['MountOption', 'Recursive']).optional(),
});

/** Security context of a container. */
export const containerSecurityContext = fields({
  ...shared,
  ...containerOnly,
});

/**
 * Security context of a role, whose fields are the pod's and the container's
 * in one map.
 */
export const roleSecurityContext = fields({
  ...shared,
  ...podOnly,
  ...containerOnly,
});

/** The fields of a role's security context that only a pod has. */
export const POD_ONLY_FIELDS: readonly string[] = Object.keys(podOnly);
