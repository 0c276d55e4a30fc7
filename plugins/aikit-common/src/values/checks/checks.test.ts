import type { ValueIssue } from '../../api/contract';
import { mergeValues, ValuesMap } from '../merge';
import { readValues } from '../readValues';

const GPU = 'nvidia.com/gpu';

type Expected = Partial<ValueIssue>;

function issuesOf(values: ValuesMap, lwsVersion?: string): ValueIssue[] {
  return readValues(values, { lwsVersion }).issues;
}

/** Distributed mode, with more values of `leaderWorkerSet`. */
function distributed(lws: ValuesMap = {}, rest: ValuesMap = {}): ValuesMap {
  return { ...rest, leaderWorkerSet: mergeValues({ enabled: true }, lws) };
}

const autoscaling = { enabled: true, maxReplicas: 3 };

describe('autoscaler', () => {
  it.each<[string, ValuesMap, Expected[]]>([
    [
      'replicas of a Deployment',
      { autoscaling, replicaCount: 2 },
      [{ rule: 'autoscaler-replicas', path: 'replicaCount', given: 2 }],
    ],
    [
      'replicas of groups',
      distributed({ replicas: 2 }, { autoscaling }),
      [
        { rule: 'autoscaler-replicas', path: 'leaderWorkerSet.replicas' },
        { rule: 'autoscaler-leaders' },
      ],
    ],
    [
      'a leader without a request for what is measured',
      distributed(
        { leader: { resources: { limits: { [GPU]: 1 } } } },
        { autoscaling },
      ),
      [
        { rule: 'autoscaler-leaders' },
        {
          rule: 'autoscaler-request',
          path: 'autoscaling.targetCPUUtilizationPercentage',
          message: expect.stringContaining(
            'leaderWorkerSet.leader.resources.requests',
          ),
        },
      ],
    ],
  ])('warns of %s', (_what, values, expected) => {
    expect(issuesOf(values)).toMatchObject(
      expected.map(issue => ({ severity: 'warning', ...issue })),
    );
  });

  it('says nothing of the other mode’s replicas, or of the defaults', () => {
    const { autoscaling: _off, ...fixed } = { autoscaling, replicaCount: 2 };
    expect(issuesOf(fixed)).toEqual([]);
    expect(issuesOf({ autoscaling, leaderWorkerSet: { replicas: 5 } })).toEqual(
      [],
    );
  });

  it('refuses more pods in the end than LeaderWorkerSet counts', () => {
    expect(
      issuesOf(
        distributed(
          { leaderWorkerTemplate: { size: 2 ** 30 } },
          { autoscaling },
        ),
      ),
    ).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        rule: 'pod-count',
        path: 'autoscaling.maxReplicas',
        suggestion: 1,
      }),
    );
  });
});

describe('devices', () => {
  const limits = (...resources: string[]) => ({
    resources: {
      limits: Object.fromEntries(resources.map(name => [name, 1])),
    },
  });

  it.each([
    ['mig-with-gpus', [GPU, 'nvidia.com/mig-1g.5gb'], 'mig-1g.5gb'],
    [
      'neuron-with-cores',
      ['aws.amazon.com/neuron', 'aws.amazon.com/neuroncore'],
      'neuroncore',
    ],
  ])('refuses by %s %j in one container', (rule, resources, path) => {
    const expected = {
      severity: 'error',
      rule,
      path: expect.stringContaining(path),
      suggestion: null,
    };
    const [issue] = issuesOf(limits(...resources));
    expect(issue).toMatchObject(expected);
    expect(
      issuesOf(distributed({ worker: limits(...resources) })),
    ).toMatchObject([
      { ...expected, path: expect.stringMatching(/^leaderWorkerSet\.worker/) },
    ]);
  });

  it('takes them in two containers, or when there are none of one', () => {
    const leader = limits(GPU);
    const worker = limits('nvidia.com/mig-1g.20gb');
    expect(issuesOf(distributed({ leader, worker }))).toEqual([]);
    expect(
      issuesOf({
        resources: { limits: { [GPU]: 0, 'nvidia.com/mig-3g.20gb': 1 } },
      }),
    ).toEqual([]);
  });
});

describe('ports', () => {
  const http = { httpGet: { path: '/', port: 'http' } };
  const tcp = (port: number | string) => ({
    httpGet: null,
    tcpSocket: { port },
  });

  it.each<[string, ValuesMap, Expected]>([
    [
      'an extra port with the number of http',
      { ports: [{ containerPort: 8080 }] },
      { rule: 'port-clash', path: 'ports[0]', suggestion: null },
    ],
    [
      'an extra port called http',
      { ports: [{ name: 'http', containerPort: 9 }] },
      { rule: 'port-name-clash', path: 'ports[0].name', given: 'http' },
    ],
    [
      'an extra port with the number of the worker port',
      distributed({ worker: { port: 5, ports: [{ containerPort: 5 }] } }),
      { rule: 'port-clash', path: 'leaderWorkerSet.worker.ports[0]' },
    ],
    [
      'a probe of a port that is not there',
      { livenessProbe: { httpGet: { port: 'web' } } },
      {
        rule: 'probe-port',
        path: 'livenessProbe.httpGet.port',
        given: 'web',
        suggestion: 'http',
      },
    ],
    [
      'a probe of a worker that has no port',
      distributed({ worker: { readinessProbe: { tcpSocket: { port: 'x' } } } }),
      {
        rule: 'probe-port',
        path: 'leaderWorkerSet.worker.readinessProbe.tcpSocket.port',
      },
    ],
    [
      'a Service that leads nowhere',
      { service: { targetPort: 'metrics' } },
      { rule: 'service-target-port', path: 'service.targetPort' },
    ],
    [
      'an extra port of the Service that leads nowhere',
      { service: { extraPorts: [{ name: 'm', port: 9, targetPort: 'm' }] } },
      { rule: 'service-target-port', path: 'service.extraPorts[0].targetPort' },
    ],
  ])('refuses %s', (_what, values, expected) => {
    expect(issuesOf(values)).toMatchObject([
      { severity: 'error', ...expected },
    ]);
  });

  it('warns of a number that no port has: the container may listen there', () => {
    expect(
      issuesOf({ livenessProbe: tcp(9), service: { targetPort: 80 } }),
    ).toMatchObject([
      { severity: 'warning', rule: 'probe-port', suggestion: 'http' },
      { severity: 'warning', rule: 'service-target-port' },
    ]);
  });

  it('takes names and numbers of ports that are there', () => {
    expect(
      issuesOf(
        distributed({
          leader: {
            port: 5000,
            ports: [
              { name: 'metrics', containerPort: 9 },
              { containerPort: 5000, protocol: 'UDP' },
            ],
            livenessProbe: tcp('metrics'),
            readinessProbe: http,
            startupProbe: { tcpSocket: { port: 5000 } },
          },
          worker: { port: 6, readinessProbe: { grpc: { port: 6 } } },
        }),
      ),
    ).toEqual([]);
  });
});

describe('reserved keys', () => {
  it.each([
    ['reserved-label', ['podLabels', 'kueue.x-k8s.io/queue-name']],
    [
      'reserved-label',
      ['leaderWorkerSet', 'worker', 'podLabels', 'kueue.x-k8s.io/queue-name'],
    ],
    ['reserved-label', ['podLabels', 'leaderworkerset.sigs.k8s.io/name']],
    [
      'reserved-annotation',
      ['podAnnotations', 'leaderworkerset.sigs.k8s.io/size'],
    ],
    [
      'reserved-annotation',
      ['leaderWorkerSet', 'annotations', 'aikit-backstage/entity-ref'],
    ],
  ])('refuses by %s the key %j', (rule, path) => {
    const values = path.reduceRight<unknown>(
      (child, key) => ({ [key]: child }),
      'x',
    );
    expect(issuesOf(values as ValuesMap)).toMatchObject([
      { severity: 'error', rule, given: 'x', suggestion: null },
    ]);
  });

  it('warns of variables that LeaderWorkerSet sets, from either level', () => {
    const env = [{ name: 'LWS_GROUP_SIZE', value: '3' }];
    expect(issuesOf(distributed({}, { env }))).toMatchObject([
      { severity: 'warning', rule: 'injected-env', path: 'env[0]' },
    ]);
    expect(issuesOf(distributed({ worker: { env } }))).toMatchObject([
      { path: 'leaderWorkerSet.worker.env[0]' },
    ]);
    expect(issuesOf({ env })).toEqual([]);
  });
});

describe('privileges', () => {
  it('must not contradict each other, at whichever level they are', () => {
    expect(
      issuesOf({ securityContext: { privileged: true, runAsUser: 0 } }),
    ).toMatchObject([
      {
        rule: 'privileged-escalation',
        path: 'securityContext.allowPrivilegeEscalation',
        suggestion: true,
      },
      { rule: 'non-root-user', path: 'securityContext.runAsUser', given: 0 },
    ]);
    expect(
      issuesOf(
        distributed({
          leader: { securityContext: { runAsUser: 0, runAsNonRoot: false } },
          worker: { securityContext: { runAsUser: 0 } },
        }),
      ),
    ).toMatchObject([
      {
        rule: 'non-root-user',
        path: 'leaderWorkerSet.worker.securityContext.runAsUser',
      },
    ]);
  });
});

describe('the version of LeaderWorkerSet', () => {
  const claims = [
    {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    },
  ];

  it.each([
    [
      '0.9',
      { leaderWorkerTemplate: { restartPolicy: 'RecreateGroupAfterStart' } },
    ],
    ['0.8', { leaderWorkerTemplate: { volumeClaimTemplates: claims } }],
    [
      '0.8',
      {
        leaderWorkerTemplate: {
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
        },
      },
    ],
    [
      '0.7',
      { rolloutStrategy: { rollingUpdateConfiguration: { partition: 1 } } },
    ],
    [
      '0.6',
      {
        leaderWorkerTemplate: {
          subGroupPolicy: {
            subGroupPolicyType: 'LeaderExcluded',
            subGroupSize: 1,
          },
        },
      },
    ],
  ])('must be %s for %j', (since, lws) => {
    const older = `v0.${Number(since.slice(2)) - 1}.3`;
    const values = distributed(lws);
    expect(issuesOf(values, older)).toMatchObject([
      {
        severity: 'error',
        rule: 'lws-version',
        message: expect.stringContaining(`${since} or newer`),
      },
    ]);
    for (const version of [
      `${since}.0`,
      `v${since}.1-rc.1`,
      '0.10.0',
      '1.0',
      'main',
      undefined,
    ]) {
      expect(issuesOf(values, version)).toEqual([]);
    }
  });

  it('is of no matter to what is as old, or not used', () => {
    const lws = {
      leaderWorkerTemplate: { restartPolicy: 'RecreateGroupAfterStart' },
    };
    expect(issuesOf({ leaderWorkerSet: lws }, '0.5.0')).toEqual([]);
    expect(issuesOf(distributed(), '0.5.0')).toEqual([]);
  });
});

describe('memory', () => {
  const image = (repository: string, tag: string) => ({
    image: { repository: `ghcr.io/kaito-project/aikit/${repository}`, tag },
  });
  const memory = (amount: string | null) => ({
    resources: { limits: { memory: amount } },
  });

  it('warns of less than the model needs on CPUs', () => {
    expect(
      issuesOf({ ...image('llama3.3', '70b'), ...memory('16Gi') }),
    ).toMatchObject([
      {
        severity: 'warning',
        rule: 'model-memory',
        path: 'resources.limits.memory',
        given: '16Gi',
        suggestion: '48Gi',
      },
    ]);
  });

  it('counts a group’s pods together', () => {
    const group = (size: number) =>
      distributed(
        { leaderWorkerTemplate: { size } },
        { ...image('llama3.3', '70b'), ...memory('16Gi') },
      );
    expect(issuesOf(group(3))).toEqual([]);
    expect(issuesOf(group(2))).toMatchObject([{ rule: 'model-memory' }]);
  });

  it('says nothing of GPUs, no limit, other images and the defaults', () => {
    const large = image('llama3.3', '70b');
    expect(issuesOf({})).toEqual([]);
    expect(issuesOf({ ...large, ...memory(null) })).toEqual([]);
    expect(issuesOf({ ...large, resources: { limits: { [GPU]: 1 } } })).toEqual(
      [],
    );
    expect(
      issuesOf({ image: { repository: 'me/llama3.3', tag: '70b' } }),
    ).toEqual([]);
  });

  it('warns of a model that needs a GPU and gets none', () => {
    expect(issuesOf(image('flux1', 'dev'))).toMatchObject([
      { severity: 'warning', rule: 'model-accelerator' },
    ]);
  });

  it('warns of a slice of a GPU that is smaller than the model', () => {
    const slice = (name: string) => ({
      resources: { limits: { [name]: 1 } },
    });
    expect(issuesOf(slice('nvidia.com/mig-1g.5gb'))).toMatchObject([
      { severity: 'warning', rule: 'model-memory' },
    ]);
    expect(issuesOf(slice('nvidia.com/mig-1g.10gb'))).toEqual([]);
  });
});
