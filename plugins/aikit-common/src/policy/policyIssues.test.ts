import {
  brokenBy,
  judged,
  limitsOf,
  OWNER,
  PLACE,
  podOf,
  rendered,
} from './__testUtils__/judging';
import { limitsFor, readPolicy } from './policy';
import { policyIssues, policyPlaceIssues } from './policyIssues';

const LWS = { enabled: true };
const secretVolume = (secretName: string) => ({
  volumes: [{ name: 'v', secret: { secretName } }],
});

describe('policyIssues', () => {
  it('says the rule, what would do and whom to ask', () => {
    const policy = {
      contact: '#ml-platform',
      namespaces: ['team-{owner}', 'team-{owner}-*'],
    };
    expect(judged(policy, {}, { namespace: 'payments' })).toEqual([
      {
        severity: 'error',
        rule: 'policy-namespaces',
        path: 'namespace',
        given: 'payments',
        message:
          'is payments, which group:default/search may not use: team-search, team-search-* would do. Ask #ml-platform',
      },
    ]);
    expect(judged(policy, {}, { namespace: 'team-search-a' })).toEqual([]);
  });

  it('reports at the top level what leader and workers break alike', () => {
    const values = {
      leaderWorkerSet: LWS,
      image: { repository: 'evil/llama' },
      serviceAccount: { name: 'admin' },
    };
    expect(brokenBy({ images: ['ghcr.io/*'] }, values)).toEqual([
      'policy-images at image.repository',
      'policy-serviceAccounts at serviceAccount.name',
    ]);
  });

  it('warns of what waits for approval', () => {
    const policy = { approval: { pods: 2 } };
    expect(judged(policy, { replicaCount: 3 })).toMatchObject([
      {
        severity: 'warning',
        rule: 'policy-approval',
        path: 'replicaCount',
        message: expect.stringContaining('aikit.workload.approve'),
      },
    ]);
    expect(judged(policy, { replicaCount: 2 })).toEqual([]);
  });

  it('only warns of secrets in values where the policy says so', () => {
    const values = { env: [{ name: 'HF_TOKEN', value: 'geheim' }] };
    const [issue] = judged({ secretsInValues: 'warn' }, values);
    expect(issue).toMatchObject({ severity: 'warning', path: 'env[0].value' });
    expect(JSON.stringify(issue)).not.toContain('geheim');
  });

  describe('looks everywhere in a pod', () => {
    const policy = { images: ['ghcr.io/*'], accelerators: 4, models: ['a'] };
    const gpus = (count: number) => ({
      resources: { limits: { 'nvidia.com/gpu': count } },
    });

    it.each([
      [{ initContainers: [{ name: 'i', image: 'evil/x' }] }, 'policy-images'],
      [
        { ephemeralContainers: [{ name: 'i', image: 'evil/x' }] },
        'policy-images',
      ],
      [
        { containers: [{ name: 'a' }, { name: 'b', image: 'evil/x' }] },
        'policy-images',
      ],
      [
        { volumes: [{ name: 'm', image: { reference: 'evil/model:1' } }] },
        'policy-images',
      ],
      [
        {
          containers: [
            { name: 'a', ...gpus(3) },
            { name: 'b', ...gpus(2) },
          ],
        },
        'policy-accelerators',
      ],
      [
        {
          initContainers: [{ name: 'i', restartPolicy: 'Always', ...gpus(5) }],
        },
        'policy-accelerators',
      ],
      [
        {
          initContainers: [
            { name: 'i', env: [{ name: 'A_TOKEN', value: 'geheim' }] },
          ],
        },
        'policy-secretsInValues',
      ],
      [
        {
          initContainers: [
            { name: 'i', envFrom: [{ secretRef: { name: 'x' } }] },
          ],
        },
        'policy-secrets',
      ],
      [
        { initContainers: [{ name: 'i', args: ['--model=b'] }] },
        'policy-models',
      ],
    ])('%#: %j', (spec, rule) => {
      expect(
        policyIssues(limitsOf(policy), {
          ...PLACE,
          manifests: [podOf(spec)],
        }).map(issue => issue.rule),
      ).toEqual([rule]);
    });

    it('judges the leader by the workers’ template where it has none', () => {
      const workerTemplate = {
        spec: { containers: [{ name: 'a', image: 'evil/x', ...gpus(2) }] },
      };
      const set = {
        apiVersion: 'leaderworkerset.x-k8s.io/v1',
        kind: 'LeaderWorkerSet',
        metadata: { name: 'chat' },
        spec: { leaderWorkerTemplate: { size: 3, workerTemplate } },
      };
      expect(
        policyIssues(limitsOf(policy), { ...PLACE, manifests: [set] }).map(
          ({ rule, path }) => `${rule} at ${path}`,
        ),
      ).toEqual([
        'policy-images at image.repository',
        'policy-accelerators at leaderWorkerSet.replicas',
      ]);
    });

    it('refuses a Role for the account that every pod has', () => {
      const manifests = [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: 'chat' },
          subjects: [{ kind: 'ServiceAccount', name: 'default' }],
        },
      ];
      expect(policyIssues(limitsOf(), { ...PLACE, manifests })).toMatchObject([
        { rule: 'policy-rbac' },
      ]);
    });
  });

  it.each([
    [{ kind: 'ServiceAccount', name: 'models', namespace: 'team' }, []],
    [{ kind: 'ServiceAccount', name: 'admin' }, ['policy-rbac']],
    [
      { kind: 'ServiceAccount', name: 'models', namespace: 'other' },
      ['policy-rbac'],
    ],
    [{ kind: 'Group', name: 'models' }, ['policy-rbac']],
    [{ kind: 'ServiceAccount' }, ['policy-rbac']],
  ])('judges whom a Role is granted to: %j', (subject, broken) => {
    const manifests = [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'chat' },
        subjects: [subject],
      },
    ];
    const limits = limitsOf({ serviceAccounts: ['models'] });
    expect(
      policyIssues(limits, { ...PLACE, manifests }).map(({ rule }) => rule),
    ).toEqual(broken);
  });

  it('takes no entity’s place by a label', () => {
    const labels = { 'backstage.io/kubernetes-id': 'payments' };
    expect(
      policyIssues(limitsOf(), { ...PLACE, manifests: [podOf({}, labels)] }),
    ).toMatchObject([{ rule: 'policy-labels' }]);
  });

  it('lets a Deployment keep the labels by which it selects its pods', () => {
    const labels = { 'app.kubernetes.io/instance': 'release', app: 'x' };
    const deployment = podOf({}, labels);
    Object.assign(deployment.spec as object, {
      selector: { matchLabels: labels },
    });
    expect(
      policyIssues(limitsOf(), { ...PLACE, manifests: [deployment] }),
    ).toEqual([]);
  });

  it('knows the models that the caller names', () => {
    const policy = { models: ['llama3.1:8b', 'llama'] };
    expect(brokenBy(policy, {}, { models: ['deepseek'] })).toEqual([
      'policy-models at model',
    ]);
    expect(brokenBy(policy, {}, { models: ['llama'] })).toEqual([]);
  });

  it('allows nobody the Secrets of an owner who is not known', () => {
    const limits = limitsFor(readPolicy({}));
    const manifests = rendered(secretVolume('search-hub'));
    expect(policyIssues(limits, { ...PLACE, manifests })).toMatchObject([
      {
        rule: 'policy-secrets',
        message: expect.stringContaining('may not use, nor any other. Ask '),
      },
    ]);
  });

  it.each(['standard', 'distributed'])(
    'has nothing against what the chart makes by default, %s',
    mode => {
      const values = { leaderWorkerSet: { enabled: mode === 'distributed' } };
      expect(judged({}, values)).toEqual([]);
    },
  );

  it('is quick with what would take long to compare', () => {
    const env = Array.from({ length: 1000 }, (_, index) => ({
      name: `A_${index}`,
      value: 'eyJ-://a:'.repeat(100),
    }));
    const started = Date.now();
    judged({}, { env });
    expect(Date.now() - started).toBeLessThan(1000);
  });
});

describe('policyPlaceIssues', () => {
  const place = (policy: object, cluster: string, namespace: string) =>
    policyPlaceIssues(limitsFor(readPolicy(policy), OWNER), {
      cluster,
      namespace,
      name: 'chat',
    }).map(({ path }) => path);

  it.each(['kube-system', 'kube-public', 'lws-system', 'aikit-backstage'])(
    'keeps everybody out of %s unless it is written out',
    namespace => {
      expect(place({}, 'east', namespace)).toEqual(['namespace']);
      expect(place({ namespaces: ['*'] }, 'east', namespace)).toEqual([
        'namespace',
      ]);
      expect(place({ namespaces: [namespace] }, 'east', namespace)).toEqual([]);
    },
  );

  it('fills in the name of a group in namespace default alone', () => {
    const policy = readPolicy({ namespaces: ['team-{owner}'] });
    const isAllowed = (owner: string) =>
      policyPlaceIssues(limitsFor(policy, owner), {
        ...PLACE,
        namespace: 'team-search',
      }).length === 0;
    expect(isAllowed('group:default/search')).toBe(true);
    expect(isAllowed('user:default/search')).toBe(false);
    expect(isAllowed('group:other/search')).toBe(false);
  });

  it('lets pass any other place by default', () => {
    expect(place({}, 'east', 'team')).toEqual([]);
  });

  it('keeps to the clusters and the portal’s namespaces of the policy', () => {
    const policy = { clusters: ['east'], portalNamespaces: ['portal'] };
    expect(place(policy, 'west', 'portal')).toEqual(['cluster', 'namespace']);
    expect(place(policy, 'east', 'aikit-backstage')).toEqual([]);
  });
});
