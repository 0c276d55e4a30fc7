import { ApiError } from '../api/apiError';
import {
  NAMESPACE,
  PartialSpec,
  TestCluster,
} from './__testUtils__/testCluster';
import { ANNOTATIONS, LABELS, LeaderWorkerSetSpec } from './types';
import { EVENTS, PODS } from '../objects/resourceTypes';

type Template = Partial<LeaderWorkerSetSpec['leaderWorkerTemplate']>;

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.stop());

function errorOf(work: () => unknown): ApiError {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) {
      return error;
    }
    throw error;
  }
  throw new Error('It was accepted');
}

function refusal(
  spec: PartialSpec,
  annotations?: Record<string, string>,
): string {
  const error = errorOf(() => cluster.create('b', spec, annotations));
  expect([error.code, error.reason]).toEqual([403, 'Forbidden']);
  const prefix =
    'admission webhook "vleaderworkerset.kb.io" denied the request: ';
  expect(error.message).toContain(prefix);
  return error.message.replace(prefix, '');
}

const template = (leaderWorkerTemplate: Template): PartialSpec => ({
  leaderWorkerTemplate,
});
const subGroups = (subGroupSize: number, size: number, type?: string) =>
  template({
    size,
    subGroupPolicy: {
      subGroupSize,
      ...(type && { subGroupPolicyType: type }),
    } as Template['subGroupPolicy'],
  });
const rolling = (maxUnavailable: number | string, maxSurge?: number | string) =>
  ({
    rolloutStrategy: {
      rollingUpdateConfiguration: {
        maxUnavailable,
        ...(maxSurge !== undefined && { maxSurge }),
      },
    },
  } satisfies PartialSpec);
const ROLLING = 'spec.rolloutStrategy.rollingUpdateConfiguration';
const SUB_GROUP = 'spec.leaderWorkerTemplate.SubGroupPolicy.subGroupSize';

describe('admission of a LeaderWorkerSet', () => {
  // As LWS 0.9.0 on Kubernetes 1.36 answers.
  it.each<[string, PartialSpec, string]>([
    [
      'no pods',
      template({ size: 0 }),
      'spec.leaderWorkerTemplate.size: Invalid value: 0: size must be equal or greater than 1',
    ],
    [
      'too many pods',
      { replicas: 2147483647 },
      'spec.replicas: Invalid value: 2147483647: the product of replicas and worker replicas must not exceed 2147483647',
    ],
    [
      'amounts that are none',
      rolling('125%', 'x'),
      `[${ROLLING}.maxUnavailable: Invalid value: "125%": must not be greater than 100%, ${ROLLING}.maxSurge: Invalid value: "x": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%'), ${ROLLING}.maxSurge: Invalid value: "x": invalid value]`,
    ],
    [
      'a rollout that cannot move',
      rolling('25%'),
      `${ROLLING}.maxUnavailable: Invalid value: "25%": must not be 0 when \`maxSurge\` is 0`,
    ],
    [
      'negative amounts',
      rolling(-1, -1),
      `[${ROLLING}.maxUnavailable: Invalid value: -1: must be greater than or equal to 0, ${ROLLING}.maxSurge: Invalid value: -1: must be greater than or equal to 0]`,
    ],
    [
      'sub-groups that do not divide a group',
      subGroups(3, 5),
      `${SUB_GROUP}: Invalid value: 3: size or size - 1 must be divisible by subGroupSize`,
    ],
    [
      'sub-groups that are larger than a group',
      subGroups(7, 2, 'LeaderExcluded'),
      `[${SUB_GROUP}: Invalid value: 7: size or size - 1 must be divisible by subGroupSize, ${SUB_GROUP}: Invalid value: 7: subGroupSize cannot be larger than size, ${SUB_GROUP}: Invalid value: 7: size-1 must be divisible by subGroupSize when using LeaderExcluded]`,
    ],
  ])('refuses %s', (_what, spec, message) => {
    expect(refusal(spec)).toBe(message);
  });

  it('refuses a topology for sub-groups that are not there', () => {
    expect(
      refusal({}, { [ANNOTATIONS.subGroupExclusiveTopology]: 'rack' }),
    ).toBe(
      'metadata.annotations.leaderworkerset.sigs.k8s.io/subgroup-exclusive-topology: Invalid value: "rack": cannot have subgroup-exclusive-topology without subGroupSize set',
    );
  });

  it('fails as the real webhook does without a sub-group size', () => {
    const error = errorOf(() =>
      cluster.create(
        'b',
        template({ subGroupPolicy: {} as Template['subGroupPolicy'] }),
      ),
    );

    expect([error.code, error.reason, error.message]).toEqual([
      500,
      '',
      'admission webhook "vleaderworkerset.kb.io" denied the request: panic: runtime error: invalid memory address or nil pointer dereference [recovered]',
    ]);
  });

  it('lets no sub-groups come, go or change their size', () => {
    cluster.create('plain');
    cluster.create('divided', subGroups(1, 2));
    const change = (name: string, subGroupSize?: number) =>
      errorOf(() =>
        cluster.change(name, spec => ({
          leaderWorkerTemplate: {
            ...spec.leaderWorkerTemplate,
            subGroupPolicy: subGroupSize
              ? { subGroupSize, subGroupPolicyType: 'LeaderWorker' }
              : undefined,
          },
        })),
      ).message;

    expect(change('plain', 1)).toContain('cannot enable subGroupSize');
    expect(change('divided')).toContain('cannot remove subGroupSize');
    expect(change('divided', 2)).toContain('field is immutable');
  });

  it('rewrites what it has to fill in, and only that, in canonical form', () => {
    const containers = [
      { name: 'c', resources: { limits: { cpu: '1000m', gpu: 1 } } },
      { name: 'd' },
    ];
    const given = { workerTemplate: { spec: { containers } } };

    const filled = cluster.create('a', template(given));
    const complete = cluster.create('b', {
      ...template(given),
      ...rolling(1),
      networkConfig: { subdomainPolicy: 'Shared' },
    });

    expect(filled.spec).toEqual({
      replicas: 2,
      startupPolicy: 'LeaderCreated',
      networkConfig: { subdomainPolicy: 'Shared' },
      leaderWorkerTemplate: {
        size: 2,
        restartPolicy: 'RecreateGroupOnPodRestart',
        workerTemplate: {
          metadata: {},
          spec: {
            containers: [
              { name: 'c', resources: { limits: { cpu: '1', gpu: '1' } } },
              { name: 'd', resources: {} },
            ],
          },
        },
      },
      rolloutStrategy: {
        type: 'RollingUpdate',
        rollingUpdateConfiguration: {
          maxUnavailable: 1,
          maxSurge: 0,
          partition: 0,
        },
      },
    });
    expect(complete.spec.leaderWorkerTemplate.workerTemplate).toBe(
      given.workerTemplate,
    );
  });

  it('turns the old restart policy Default into None', () => {
    const { spec } = cluster.create(
      'a',
      template({ restartPolicy: 'Default' }),
    );

    expect(spec.leaderWorkerTemplate.restartPolicy).toBe('None');
  });
});

describe('webhooks that nobody serves', () => {
  it('let nothing of LWS be written but a status', async () => {
    cluster.create('a', template({ restartPolicy: 'None' }));
    await cluster.settle();
    cluster.lws.stop();

    const error = errorOf(() => cluster.create('b'));
    cluster.api.delete(PODS, { namespace: NAMESPACE, name: 'a-0-1' });
    await cluster.settle();

    expect([error.code, error.reason]).toEqual([500, 'InternalError']);
    expect(error.message).toMatch(
      /^Internal error occurred: failed calling webhook "mleaderworkerset.kb.io": failed to call webhook: Post ".*\/mutate-leaderworkerset-x-k8s-io-v1-leaderworkerset\?timeout=10s": dial tcp .*: connect: connection refused$/,
    );
    expect(cluster.podNames()).toEqual(['a-0', 'a-1', 'a-1-1']);
    expect(
      [...cluster.api.store.list(EVENTS)].map(({ message }) => message),
    ).toContainEqual(
      expect.stringContaining('failed calling webhook "mpod.kb.io"'),
    );

    cluster.api.create(PODS, {
      metadata: { name: 'other', namespace: NAMESPACE },
      spec: { containers: [] },
    });
    cluster.lws.start();
    cluster.create('b');
    await cluster.settle();

    expect(cluster.podNames()).toContain('b-1-1');
  });

  it('refuse a pod that only looks like one of LWS', () => {
    const error = errorOf(() =>
      cluster.api.create(PODS, {
        metadata: {
          name: 'p',
          namespace: NAMESPACE,
          labels: { [LABELS.name]: 'a' },
        },
        spec: { containers: [] },
      }),
    );

    expect([error.code, error.message]).toEqual([
      403,
      'admission webhook "mpod.kb.io" denied the request: size annotation is unexpectedly missing for pod p',
    ]);
  });
});
