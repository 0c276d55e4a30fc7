import { readValues } from './readValues';

const RULES = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];

function issues(values: object) {
  return readValues(values)
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ path, rule, suggestion }) => [path, rule, suggestion]);
}

function warnings(values: object) {
  return readValues(values)
    .issues.filter(({ severity }) => severity === 'warning')
    .map(({ path }) => path);
}

describe('values of accessories', () => {
  it('says which of them have no effect', () => {
    expect(warnings({ rbac: { create: true } })).toEqual(['rbac.create']);
    const annotations = { role: 'arn' };
    const automountServiceAccountToken = false;
    const serviceAccount = { annotations, automountServiceAccountToken };
    expect(warnings({ serviceAccount })).toEqual([
      'serviceAccount.annotations',
      'serviceAccount.automountServiceAccountToken',
    ]);
    expect(
      warnings({ serviceAccount: { ...serviceAccount, create: true } }),
    ).toEqual([]);
    expect(warnings({ serviceAccount: { annotations: {} } })).toEqual([]);
  });

  it.each([
    [{ rbac: { create: true } }],
    [{ rbac: { create: true, rules: RULES }, serviceAccount: { name: 'x' } }],
    [{ serviceAccount: { create: true, name: '' } }],
    [{ ingress: { enabled: false, hosts: null } }],
    [{ ingress: { enabled: true, hosts: [{ host: '*.example.com' }] } }],
    [{ networkPolicy: { enabled: true, from: [{ podSelector: {} }] } }],
    [
      {
        httpRoute: {
          enabled: true,
          parentRefs: [
            { name: 'public', sectionName: 'http' },
            { name: 'public', sectionName: 'https' },
            { name: 'public', namespace: 'other' },
          ],
          matches: [
            {
              path: { type: 'RegularExpression', value: '^/v1//' },
              headers: [{ name: 'x-team', value: 'search' }],
            },
            { path: { value: '/a%20b' }, method: 'POST' },
          ],
        },
      },
    ],
    [
      {
        networkPolicy: {
          from: [{ ipBlock: { cidr: 'fd00::/8', except: ['fd00:1::/32'] } }],
        },
      },
    ],
    [{ podDisruptionBudget: { enabled: true, minAvailable: '50%' } }],
    [{ kueue: { queueName: 'gpus' } }],
    [{ namespace: { podSecurity: { enforce: 'restricted' } } }],
  ])('takes %j', values => {
    expect(issues(values)).toEqual([]);
  });

  it.each([
    [
      { rbac: { create: true, rules: RULES } },
      ['rbac.create', 'rbac-account', false],
    ],
    [
      { rbac: { create: true, rules: [] }, serviceAccount: { create: true } },
      ['rbac.rules', 'range', null],
    ],
    [
      { serviceAccount: { create: true, name: 'mine' } },
      ['serviceAccount.name', 'service-account-name', null],
    ],
    [
      { ingress: { enabled: true } },
      ['ingress.hosts', 'ingress-hosts', undefined],
    ],
    [
      {
        ingress: { enabled: true, hosts: [{ host: 'https://A.example.com/' }] },
      },
      ['ingress.hosts[0].host', 'host-name', 'a.example.com'],
    ],
    [
      { ingress: { hosts: [{ host: '10.0.0.1' }] } },
      ['ingress.hosts[0].host', 'host-name', undefined],
    ],
    [
      { ingress: { hosts: [{ host: 'a.b', paths: [{ path: 'v1' }] }] } },
      ['ingress.hosts[0].paths[0].path', 'http-path', '/'],
    ],
    [
      {
        ingress: {
          className: 'nginx',
          annotations: { 'kubernetes.io/ingress.class': 'nginx' },
        },
      },
      [
        'ingress.annotations["kubernetes.io/ingress.class"]',
        'ingress-class',
        null,
      ],
    ],
    [
      { ingress: { tls: [{ secretName: 'My_Secret' }] } },
      ['ingress.tls[0].secretName', 'dns-subdomain', 'my-secret'],
    ],
    [
      { httpRoute: { enabled: true } },
      ['httpRoute.parentRefs', 'http-route-parents', undefined],
    ],
    [
      { httpRoute: { matches: [{ path: { value: '/a//b' } }] } },
      ['httpRoute.matches[0].path.value', 'http-path', '/'],
    ],
    [
      { httpRoute: { matches: [{ path: { value: '/a b' } }] } },
      ['httpRoute.matches[0].path.value', 'http-path', '/'],
    ],
    [
      { httpRoute: { parentRefs: [{ name: 'a' }, { name: 'a' }] } },
      ['httpRoute.parentRefs[1].sectionName', 'parent-sections', undefined],
    ],
    [
      {
        httpRoute: {
          matches: [
            {
              headers: [
                { name: 'a', value: '1' },
                { name: 'a', value: '2' },
              ],
            },
          ],
        },
      },
      ['httpRoute.matches[0].headers[1].name', 'unique-match-names', undefined],
    ],
    [
      { networkPolicy: { from: [] } },
      ['networkPolicy.from', 'network-policy-from', null],
    ],
    [
      {
        networkPolicy: {
          from: [{ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }],
        },
      },
      ['networkPolicy.from[0]', 'network-policy-peer', undefined],
    ],
    [
      { networkPolicy: { from: [{ ipBlock: { cidr: '10.0.0.1' } }] } },
      ['networkPolicy.from[0].ipBlock.cidr', 'cidr', '10.0.0.1/32'],
    ],
    [
      {
        networkPolicy: {
          from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/9'] } }],
        },
      },
      ['networkPolicy.from[0].ipBlock.except[0]', 'cidr-except', null],
    ],
    [
      { podDisruptionBudget: { minAvailable: 1, maxUnavailable: 1 } },
      ['podDisruptionBudget.maxUnavailable', 'one-disruption-bound', null],
    ],
    [
      { podDisruptionBudget: { maxUnavailable: '120%' } },
      ['podDisruptionBudget.maxUnavailable', 'int-or-percent', '100%'],
    ],
    [
      { kueue: { queueName: 'GPUs' } },
      ['kueue.queueName', 'dns-subdomain', 'gpus'],
    ],
    [
      { namespace: { podSecurity: { enforce: 'strict' } } },
      ['namespace.podSecurity.enforce', 'one-of', expect.any(String)],
    ],
  ])('refuses %j', (values, issue) => {
    expect(issues(values)).toContainEqual(issue);
  });
});
