import { Check, errorAt, warningAt } from './check';

/** Rules are granted to an account that is named, never to the default one. */
export const grantedAccount: Check = ({ values }) => {
  const { rbac, serviceAccount: account } = values;
  return rbac?.create && rbac.rules && !account?.create && !account?.name
    ? [
        errorAt(['rbac', 'create'], {
          rule: 'rbac-account',
          message:
            'needs an account to grant the rules to, because every pod of the namespace has the default one: set serviceAccount.create to true, or serviceAccount.name',
          given: true,
          suggestion: false,
        }),
      ]
    : [];
};

/** The chart has this value for its post-install Job, which is not rendered. */
export const idleRbac: Check = ({ values: { rbac } }) =>
  rbac?.create && !rbac.rules
    ? [
        warningAt(['rbac', 'create'], {
          rule: 'no-effect',
          message:
            'has no effect without rules, because no Job is made that would need them: give rbac.rules for what the pods may do',
          given: true,
          suggestion: false,
        }),
      ]
    : [];

/** What an account is made with does not change one that exists. */
export const idleAccount: Check = ({ values: { serviceAccount } }) => {
  const {
    create = false,
    annotations = {},
    automountServiceAccountToken: automount,
  } = serviceAccount ?? {};
  const idle = [
    ...(Object.keys(annotations).length > 0 ? ['annotations'] : []),
    ...(automount === undefined ? [] : ['automountServiceAccountToken']),
  ];
  return create
    ? []
    : idle.map(key =>
        warningAt(['serviceAccount', key], {
          rule: 'no-effect',
          message:
            'has no effect without serviceAccount.create, because no account is made: leave it out, or set create to true',
          suggestion: null,
        }),
      );
};
