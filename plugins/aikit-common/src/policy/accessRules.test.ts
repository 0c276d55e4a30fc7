import { LimitCase, holding, triedLimit } from './__testUtils__/judging';

const rules = (resources: string[], verbs: string[]) => ({
  serviceAccount: { create: true },
  rbac: { create: true, rules: [{ apiGroups: [''], resources, verbs }] },
});
const ingress = (host: string, more: object = {}) => ({
  ingress: { enabled: true, hosts: [{ host }], ...more },
});
const route = (hostnames?: string[]) => ({
  httpRoute: { enabled: true, parentRefs: [{ name: 'public' }], hostnames },
});
const AUTH_SECRET = 'nginx.ingress.kubernetes.io/auth-secret';
const HOSTS = { hosts: ['*.search.example.com'] };

describe('limits of rights and hosts', () => {
  it.each<LimitCase>([
    [
      'rbac',
      {},
      rules(['secrets'], ['get']),
      'rbac.rules[0]',
      rules(['pods', 'pods/log'], ['get', 'list']),
    ],
    [
      'rbac',
      {},
      rules(['*'], ['list']),
      'rbac.rules[0]',
      rules(['leases'], ['*']),
    ],
    [
      'rbac',
      {},
      rules(['pods/exec'], ['get']),
      'rbac.rules[0]',
      rules(['pods/status'], ['get']),
    ],
    [
      'rbac',
      {},
      rules(['pods'], ['create']),
      'rbac.rules[0]',
      rules(['events'], ['create']),
    ],
    [
      'rbac',
      { rbac: ['* pods*'] },
      rules(['secrets'], ['get']),
      'rbac.rules[0]',
      rules(['pods/exec'], ['create']),
    ],
    [
      'rbac',
      {},
      rules(Array(201).fill('pods'), ['get']),
      'rbac.rules[0]',
      rules(Array(20).fill('pods'), ['get']),
    ],
    [
      'hosts',
      HOSTS,
      ingress('pay.example.com'),
      'ingress.hosts[0].host',
      ingress('chat.search.example.com'),
    ],
    [
      'hosts',
      HOSTS,
      ingress('*.example.com'),
      'ingress.hosts[0].host',
      ingress('*.search.example.com'),
    ],
    [
      'hosts',
      HOSTS,
      ingress('a.search.example.com', {
        tls: [{ hosts: ['pay.example.com'] }],
      }),
      'ingress.tls[0].hosts[0]',
      ingress('a.search.example.com', {
        tls: [{ hosts: ['a.search.example.com'] }],
      }),
    ],
    [
      'hosts',
      HOSTS,
      route(['pay.example.com']),
      'httpRoute.hostnames[0]',
      route(['a.search.example.com']),
    ],
    [
      'hosts',
      HOSTS,
      route(),
      'httpRoute.hostnames',
      route(['*.search.example.com']),
    ],
    [
      'hosts',
      HOSTS,
      {
        service: {
          annotations: {
            'external-dns.alpha.kubernetes.io/hostname':
              'a.search.example.com, pay.example.com',
          },
        },
      },
      'service.annotations["external-dns.alpha.kubernetes.io/hostname"]',
      {
        service: {
          annotations: {
            'external-dns.alpha.kubernetes.io/hostname': 'a.search.example.com',
          },
        },
      },
    ],
    [
      'hosts',
      {},
      ingress('a.example.com', {
        annotations: {
          'nginx.ingress.kubernetes.io/configuration-snippet': 'x',
        },
      }),
      'ingress.annotations["nginx.ingress.kubernetes.io/configuration-snippet"]',
      ingress('a.example.com', {
        annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '1m' },
      }),
    ],
    ...[
      'external-dns.alpha.kubernetes.io/internal-hostname',
      'nginx.ingress.kubernetes.io/server-alias',
      'haproxy-ingress.github.io/server-alias',
      'konghq.com/host-aliases',
    ].map((key): LimitCase => {
      const annotated = (host: string) =>
        ingress('a.search.example.com', { annotations: { [key]: host } });
      return [
        'hosts',
        HOSTS,
        annotated('pay.example.com'),
        `ingress.annotations["${key}"]`,
        annotated('b.search.example.com'),
      ];
    }),
    [
      'secrets',
      {},
      ingress('a.example.com', {
        annotations: { [AUTH_SECRET]: 'payments/users' },
      }),
      `ingress.annotations["${AUTH_SECRET}"]`,
      ingress('a.example.com', {
        annotations: { [AUTH_SECRET]: 'team/users' },
      }),
    ],
    ...[
      'eks.amazonaws.com/role-arn',
      'iam.gke.io/gcp-service-account',
      'azure.workload.identity/client-id',
    ].map(
      (key): LimitCase => [
        'serviceAccounts',
        {},
        { serviceAccount: { create: true, annotations: { [key]: 'admin' } } },
        `serviceAccount.annotations["${key}"]`,
        {
          serviceAccount: {
            create: true,
            annotations: { 'example.com/role': 'admin' },
          },
        },
      ],
    ),
  ])('%s, %#', (...limit) => {
    expect(triedLimit(limit)).toEqual(holding(limit));
  });
});
