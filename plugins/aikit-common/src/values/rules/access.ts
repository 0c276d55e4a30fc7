import type { ValuesRule } from './checked';

/** Rules are granted to an account that is named, never to the default one. */
export const grantedAccount: ValuesRule = ({ values }, report) => {
  const { rbac, serviceAccount: account } = values;
  if (rbac?.create && rbac.rules && !account?.create && !account?.name) {
    report({
      rule: 'rbac-account',
      path: ['rbac', 'create'],
      message:
        'needs an account to grant the rules to, because every pod of the namespace has the default one: set serviceAccount.create to true, or serviceAccount.name',
      suggestion: false,
    });
  }
};

/** The chart has this value for its post-install Job, which is not rendered. */
export const idleRbac: ValuesRule = ({ values: { rbac } }, report) => {
  if (rbac?.create && !rbac.rules) {
    report({
      rule: 'no-effect',
      severity: 'warning',
      path: ['rbac', 'create'],
      message:
        'has no effect without rules, because no Job is made that would need them: give rbac.rules for what the pods may do',
      suggestion: false,
    });
  }
};

/** What an account is made with does not change one that exists. */
export const idleAccount: ValuesRule = ({ values }, report) => {
  const {
    create = false,
    annotations = {},
    automountServiceAccountToken: automount,
  } = values.serviceAccount ?? {};
  const idle = [
    ...(Object.keys(annotations).length > 0 ? ['annotations'] : []),
    ...(automount === undefined ? [] : ['automountServiceAccountToken']),
  ];
  for (const key of create ? [] : idle) {
    report({
      rule: 'no-effect',
      severity: 'warning',
      path: ['serviceAccount', key],
      message:
        'has no effect without serviceAccount.create, because no account is made: leave it out, or set create to true',
      suggestion: null,
    });
  }
};

/** The chart's Job that labels the namespace is not rendered. */
export const postInstallJob: ValuesRule = ({ values }, report) => {
  const { postInstall } = values;
  if (postInstall && postInstall.labelNamespace?.enabled !== false) {
    report({
      rule: 'post-install',
      severity: 'warning',
      path: ['postInstall'],
      message:
        'has no effect: no Job is made that labels the namespace; set namespace.podSecurity, or label it where namespaces are managed',
      suggestion: null,
    });
  }
};
