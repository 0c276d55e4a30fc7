import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import { RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { MODES, objectOf, render, RULES } from './__testUtils__/objects';

const ENTITY = { 'aikit-backstage/entity-ref': 'component:default/chat' };

const EVERYTHING = {
  serviceAccount: { create: true },
  rbac: { create: true, rules: RULES },
  ingress: { enabled: true, hosts: [{ host: 'chat.example.com' }] },
  httpRoute: { enabled: true, parentRefs: [{ name: 'public' }] },
  networkPolicy: { enabled: true },
  podDisruptionBudget: { enabled: true },
  namespace: { podSecurity: { enforce: 'baseline' } },
};

describe.each(MODES)('in %s mode', (_, mode) => {
  it('has no accessory that is not asked for', () => {
    expect(
      render(mode)
        .map(({ kind }) => kind)
        .slice(1),
    ).toEqual(['Service']);
  });

  it('has each accessory once, after the workload', () => {
    const kinds = render({ ...mode, ...EVERYTHING }).map(({ kind }) => kind);
    expect(kinds.slice(1)).toEqual([
      'Service',
      'Namespace',
      'ServiceAccount',
      'Role',
      'RoleBinding',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Ingress',
      'HTTPRoute',
    ]);
  });

  it('renders accessories that Kubernetes takes', () => {
    const validators = {
      Ingress,
      Namespace,
      NetworkPolicy,
      PodDisruptionBudget,
      Role,
      RoleBinding,
      ServiceAccount,
    };
    for (const [kind, Model] of Object.entries(validators)) {
      const object = objectOf(kind, { ...mode, ...EVERYTHING });
      expect(() => new Model(object as never).validate()).not.toThrow();
    }
  });

  it('gives all that stands without the workload its entity, and nothing else', () => {
    const carriers = render({ ...mode, ...EVERYTHING })
      .filter(({ metadata }) => metadata.annotations)
      .map(({ kind }) => kind);
    expect(carriers.slice(1)).toEqual([
      'ServiceAccount',
      'Role',
      'RoleBinding',
      'NetworkPolicy',
    ]);
  });

  it('puts the queue on the workload, and not on its pods', () => {
    const [workload] = render({
      ...mode,
      kueue: { queueName: 'gpus', priorityClass: 'high' },
    });
    expect(workload.metadata.labels).toMatchObject({
      'kueue.x-k8s.io/queue-name': 'gpus',
      'kueue.x-k8s.io/priority-class': 'high',
    });
    expect(JSON.stringify(workload.spec)).not.toContain('kueue');
    expect(workload.metadata.annotations).toEqual({
      ...ENTITY,
      'aikit-backstage/inference': expect.any(String),
    });
  });

  it('sets labels of the namespace alone', () => {
    const podSecurity = { enforce: 'baseline', warn: 'restricted' };
    expect(
      objectOf('Namespace', { ...mode, namespace: { podSecurity } }),
    ).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'team',
        labels: {
          'pod-security.kubernetes.io/enforce': 'baseline',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
      },
    });
    expect(
      objectOf('Namespace', { ...mode, namespace: { podSecurity: {} } }),
    ).toBeUndefined();
  });
});

const SELECTORS = [
  [
    'standard',
    MODES[0][1],
    {
      'app.kubernetes.io/name': 'aikit',
      'app.kubernetes.io/instance': 'chat',
    },
  ],
  ['distributed', MODES[1][1], { 'leaderworkerset.sigs.k8s.io/name': 'chat' }],
] as const;

describe.each(SELECTORS)('pods in %s mode', (_, mode, matchLabels) => {
  it('are closed to all but each other, apart from the port of requests', () => {
    const networkPolicy = { enabled: true };
    expect(objectOf('NetworkPolicy', { ...mode, networkPolicy })?.spec).toEqual(
      {
        podSelector: { matchLabels },
        policyTypes: ['Ingress'],
        ingress: [
          { from: [{ podSelector: { matchLabels } }] },
          { ports: [{ port: 'http', protocol: 'TCP' }] },
        ],
      },
    );
  });

  it('take requests only from those that are named', () => {
    const from = [
      { namespaceSelector: { matchLabels: { team: 'web' } } },
      { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
    ];
    const networkPolicy = { enabled: true, from };
    expect(
      objectOf('NetworkPolicy', { ...mode, networkPolicy })?.spec,
    ).toHaveProperty('ingress.1.from', from);
  });

  it.each([
    [{}, { maxUnavailable: 1 }],
    [{ maxUnavailable: '25%' }, { maxUnavailable: '25%' }],
    [{ minAvailable: 2 }, { minAvailable: 2 }],
  ])('are evicted within the budget %j', (bound, spec) => {
    const podDisruptionBudget = { enabled: true, ...bound };
    expect(
      objectOf('PodDisruptionBudget', { ...mode, podDisruptionBudget })?.spec,
    ).toEqual({ ...spec, selector: { matchLabels } });
  });
});
