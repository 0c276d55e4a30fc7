import { MODES, objectOf, render, RULES } from './__testUtils__/objects';

const ENTITY = { 'aikit-backstage/entity-ref': 'component:default/chat' };

describe('serviceAccount', () => {
  it('makes an account with the name of the workload', () => {
    expect(
      objectOf('ServiceAccount', {
        serviceAccount: {
          create: true,
          annotations: { role: 'arn' },
          automountServiceAccountToken: false,
        },
      }),
    ).toMatchObject({
      metadata: {
        name: 'chat',
        annotations: { role: 'arn', ...ENTITY },
      },
      automountServiceAccountToken: false,
    });
  });

  it.each(MODES)('names the account in every pod in %s mode', (_, mode) => {
    const [workload] = render({ ...mode, serviceAccount: { create: true } });
    const names = JSON.stringify(workload).match(
      /"serviceAccountName":"chat"/g,
    );
    expect(names).toHaveLength(mode === MODES[0][1] ? 1 : 2);
  });

  it('names one that exists without making it', () => {
    const values = { serviceAccount: { name: 'shared' } };
    expect(JSON.stringify(render(values)[0])).toContain(
      '"serviceAccountName":"shared"',
    );
    expect(objectOf('ServiceAccount', values)).toBeUndefined();
  });
});

describe('rbac', () => {
  it.each([
    [{ create: true }, 'chat'],
    [{ name: 'shared' }, 'shared'],
  ])('grants its rules to the account of %j', (serviceAccount, account) => {
    const values = { serviceAccount, rbac: { create: true, rules: RULES } };
    expect(objectOf('Role', values)).toMatchObject({
      metadata: { name: 'chat' },
      rules: RULES,
    });
    expect(objectOf('RoleBinding', values)).toMatchObject({
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'chat',
      },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace: 'team' }],
    });
  });

  it.each([[{ create: true }], [{ create: false, rules: RULES }]])(
    'makes nothing with %j',
    rbac => {
      const values = { serviceAccount: { create: true }, rbac };
      expect(objectOf('Role', values)).toBeUndefined();
      expect(objectOf('RoleBinding', values)).toBeUndefined();
    },
  );
});
