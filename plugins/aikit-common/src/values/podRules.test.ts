import { broken } from './__testUtils__/broken';

const port = (containerPort: number, name?: string) => ({
  containerPort,
  ...(name && { name }),
});

const spread = (constraint: object) => ({
  maxSkew: 1,
  topologyKey: 'zone',
  whenUnsatisfiable: 'DoNotSchedule',
  ...constraint,
});

const probe = (fields: object) => ({ tcpSocket: { port: 8080 }, ...fields });

const variable = (valueFrom: object) => ({ name: 'A', valueFrom });

describe('values of pods', () => {
  it.each([
    [
      'a long name of a port',
      { ports: [port(9000, 'prometheus-metrics')] },
      'ports[0].name',
      'port-name',
      'prometheus-metr',
    ],
    [
      'a name of a port without a letter',
      { ports: [port(9000, '9000')] },
      'ports[0].name',
      'port-name',
      null,
    ],
    [
      'a port twice',
      { ports: [port(9000), port(9000)] },
      'ports[1].containerPort',
      'unique-container-ports',
      9001,
    ],
    [
      'two ports of one name',
      { ports: [port(9000, 'metrics'), port(9001, 'metrics')] },
      'ports[1].name',
      'unique-port-names',
      'metrics-2',
    ],
    [
      'a port that there is not',
      { ports: [port(65536)] },
      'ports[0].containerPort',
      'range',
      65535,
    ],
    [
      'a variable twice',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
      'env[1].name',
      'unique-env-names',
      'A_2',
    ],
    [
      'a variable from a field that it cannot have',
      { env: [variable({ fieldRef: { fieldPath: 'spec.nodename' } })] },
      'env[0].valueFrom.fieldRef.fieldPath',
      'pod-field',
      'spec.nodeName',
    ],
    [
      'a variable from a device count',
      {
        env: [
          variable({ resourceFieldRef: { resource: 'limits.nvidia.com/gpu' } }),
        ],
      },
      'env[0].valueFrom.resourceFieldRef.resource',
      'container-resource',
      'limits.cpu',
    ],
    [
      'cores in bytes',
      {
        env: [
          variable({
            resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' },
          }),
        ],
      },
      'env[0].valueFrom.resourceFieldRef.divisor',
      'resource-divisor',
      '1',
    ],
    [
      'a key that no Secret has',
      { env: [variable({ secretKeyRef: { name: 's', key: 'a b' } })] },
      'env[0].valueFrom.secretKeyRef.key',
      'data-key',
    ],
    [
      'variables of two sources',
      { envFrom: [{ secretRef: { name: 'a' }, configMapRef: { name: 'b' } }] },
      'envFrom[0]',
      'one-source',
      { configMapRef: { name: 'b' }, secretRef: null },
    ],
    [
      'a prefix that no name can have',
      { envFrom: [{ prefix: 'A=', secretRef: { name: 'a' } }] },
      'envFrom[0].prefix',
      'env-prefix',
      'A_',
    ],
    [
      'variables of a Secret that cannot exist',
      { envFrom: [{ secretRef: { name: 'My_Secret' } }] },
      'envFrom[0].secretRef.name',
      'dns-subdomain',
      'my-secret',
    ],
    [
      'a liveness probe with two successes',
      { livenessProbe: probe({ httpGet: null, successThreshold: 2 }) },
      'livenessProbe.successThreshold',
      'success-threshold',
      1,
    ],
    [
      'a startup probe with two successes',
      { startupProbe: probe({ successThreshold: 2 }) },
      'startupProbe.successThreshold',
      'success-threshold',
      1,
    ],
    [
      'a readiness probe with a grace period',
      {
        readinessProbe: probe({
          httpGet: null,
          terminationGracePeriodSeconds: 5,
        }),
      },
      'readinessProbe.terminationGracePeriodSeconds',
      'readiness-grace-period',
      null,
    ],
    [
      'a skew of nothing',
      { topologySpreadConstraints: [spread({ maxSkew: 0 })] },
      'topologySpreadConstraints[0].maxSkew',
      'range',
      1,
    ],
    [
      'domains without a need for them',
      {
        topologySpreadConstraints: [
          spread({ minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' }),
        ],
      },
      'topologySpreadConstraints[0].minDomains',
      'min-domains',
      null,
    ],
    [
      'label keys without a selector',
      {
        topologySpreadConstraints: [
          spread({ matchLabelKeys: ['pod-template-hash'] }),
        ],
      },
      'topologySpreadConstraints[0].matchLabelKeys',
      'match-label-keys',
      null,
    ],
    [
      'a constraint twice',
      { topologySpreadConstraints: [spread({}), spread({ maxSkew: 2 })] },
      'topologySpreadConstraints[1]',
      'unique-topology-spread',
      null,
    ],
    [
      'a grace period below 0',
      { terminationGracePeriodSeconds: -1 },
      'terminationGracePeriodSeconds',
      'range',
      0,
    ],
    [
      'a name of a class that cannot exist',
      { priorityClassName: 'High Priority' },
      'priorityClassName',
      'dns-subdomain',
      'high-priority',
    ],
    [
      'labels that selectors rely on, of a role too',
      {
        leaderWorkerSet: {
          worker: { podLabels: { 'leaderworkerset.sigs.k8s.io/name': 'x' } },
        },
      },
      'leaderWorkerSet.worker.podLabels["leaderworkerset.sigs.k8s.io/name"]',
      'reserved-label',
      null,
    ],
    [
      'a key of a role that is unknown',
      { leaderWorkerSet: { leader: { volumeMount: [] } } },
      'leaderWorkerSet.leader.volumeMount',
      'unknown-key',
      null,
    ],
  ])('refuse %s', (_what, values, ...issue) => {
    expect(broken(values)).toEqual([issue]);
  });

  it('take one label of the pod, by its key, as a variable', () => {
    const fieldPath =
      "metadata.labels['leaderworkerset.sigs.k8s.io/group-key']";
    expect(broken({ env: [variable({ fieldRef: { fieldPath } })] })).toEqual(
      [],
    );
  });

  it('take one port with two protocols', () => {
    const ports = [port(9000), { ...port(9000), protocol: 'UDP' }];
    expect(broken({ ports })).toEqual([]);
  });
});
