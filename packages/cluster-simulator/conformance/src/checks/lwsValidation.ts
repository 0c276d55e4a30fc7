import { it } from '../check';
import { Client } from '../client';
import { LeaderWorkerSetOptions, leaderWorkerSet } from '../fixtures';
import { LeaderWorkerSets, lwsKey } from '../lws';
import { LeaderWorkerSet, Manifest } from '../objects';
import { failure, invalidField } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';

const ROLLING = 'spec.rolloutStrategy.rollingUpdateConfiguration';
const SUBGROUP_SIZE = 'spec.leaderWorkerTemplate.SubGroupPolicy.subGroupSize';
const NOT_BOTH = 'must not be 0 when `maxSurge` is 0';
const NOT_NEGATIVE = 'must be greater than or equal to 0';

function rolling(rollingUpdateConfiguration: object): LeaderWorkerSetOptions {
  return {
    spec: {
      rolloutStrategy: { type: 'RollingUpdate', rollingUpdateConfiguration },
    },
  };
}

function subGroups(
  subGroupSize: number,
  options: { size?: number; type?: string } = {},
): LeaderWorkerSetOptions {
  const { size = 4, type } = options;
  const subGroupPolicy = {
    subGroupSize,
    ...(type && { subGroupPolicyType: type }),
  };
  return { size, template: { subGroupPolicy } };
}

/** What LWS's own webhook refuses: options, and the problems that it names. */
const REFUSED: Record<string, [LeaderWorkerSetOptions, ...string[]]> = {
  'a size of 0': [
    { size: 0 },
    'spec.leaderWorkerTemplate.size: Invalid value: 0: size must be equal or greater than 1',
  ],
  'more pods than can be counted': [
    { replicas: 1_000_000_000, size: 4 },
    'spec.replicas: Invalid value: 1000000000: the product of replicas and worker replicas must not exceed 2147483647',
  ],
  'a negative maxUnavailable': [
    rolling({ maxUnavailable: -1 }),
    `${ROLLING}.maxUnavailable: Invalid value: -1: ${NOT_NEGATIVE}`,
  ],
  'a negative maxSurge': [
    rolling({ maxSurge: -1 }),
    `${ROLLING}.maxSurge: Invalid value: -1: ${NOT_NEGATIVE}`,
  ],
  'a maxUnavailable above 100 %': [
    rolling({ maxUnavailable: '101%' }),
    `${ROLLING}.maxUnavailable: Invalid value: "101%": must not be greater than 100%`,
  ],
  'a maxSurge above 100 %': [
    rolling({ maxSurge: '200%' }),
    `${ROLLING}.maxSurge: Invalid value: "200%": must not be greater than 100%`,
  ],
  'a maxSurge that is neither number nor percentage': [
    rolling({ maxSurge: 'x' }),
    `${ROLLING}.maxSurge: Invalid value: "x": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`,
    `${ROLLING}.maxSurge: Invalid value: "x": invalid value`,
  ],
  'neither maxUnavailable nor maxSurge': [
    rolling({ maxUnavailable: 0 }),
    `${ROLLING}.maxUnavailable: Invalid value: 0: ${NOT_BOTH}`,
  ],
  'a maxUnavailable that is rounded to 0': [
    { replicas: 3, ...rolling({ maxUnavailable: '25%' }) },
    `${ROLLING}.maxUnavailable: Invalid value: "25%": ${NOT_BOTH}`,
  ],
  'a negative partition': [
    rolling({ partition: -1 }),
    `${ROLLING}.partition: Invalid value: -1: ${NOT_NEGATIVE}`,
  ],
  'a negative size of subgroups': [
    subGroups(-1),
    `${SUBGROUP_SIZE}: Invalid value: -1: subGroupSize must be equal or greater than 1`,
  ],
  'subgroups that do not fill the group': [
    subGroups(4, { size: 6 }),
    `${SUBGROUP_SIZE}: Invalid value: 4: size or size - 1 must be divisible by subGroupSize`,
  ],
  'subgroups that are larger than the group': [
    subGroups(5),
    `${SUBGROUP_SIZE}: Invalid value: 5: size or size - 1 must be divisible by subGroupSize`,
    `${SUBGROUP_SIZE}: Invalid value: 5: subGroupSize cannot be larger than size`,
  ],
  'subgroups that do not fill the workers, without the leader': [
    subGroups(2, { type: 'LeaderExcluded' }),
    `${SUBGROUP_SIZE}: Invalid value: 2: size-1 must be divisible by subGroupSize when using LeaderExcluded`,
  ],
  'a topology for subgroups that are not there': [
    { annotations: { [lwsKey('subgroup-exclusive-topology')]: 'zone' } },
    `metadata.annotations.${lwsKey(
      'subgroup-exclusive-topology',
    )}: Invalid value: "zone": cannot have subgroup-exclusive-topology without subGroupSize set`,
  ],
  'several things at once': [
    { size: 0, ...rolling({ partition: -1 }) },
    'spec.leaderWorkerTemplate.size: Invalid value: 0: size must be equal or greater than 1',
    `${ROLLING}.partition: Invalid value: -1: ${NOT_NEGATIVE}`,
  ],
};

/** What its CRD refuses. */
const OUT_OF_SCHEMA: Record<string, [LeaderWorkerSetOptions, string, string]> =
  {
    'negative replicas': [
      { replicas: -1 },
      '.spec.replicas',
      'Invalid value: -1: should be a non-negative integer',
    ],
    'another kind of rollout': [
      { spec: { rolloutStrategy: { type: 'Recreate' } } },
      'spec.rolloutStrategy.type',
      'Unsupported value: "Recreate": supported values: "RollingUpdate"',
    ],
    'an unknown restart policy': [
      { template: { restartPolicy: 'Always' } },
      'spec.leaderWorkerTemplate.restartPolicy',
      'Unsupported value: "Always": supported values: "Default", "RecreateGroupOnPodRestart", "RecreateGroupAfterStart", "None"',
    ],
    'an unknown startup policy': [
      { spec: { startupPolicy: 'Never' } },
      'spec.startupPolicy',
      'Unsupported value: "Never": supported values: "LeaderCreated", "LeaderReady"',
    ],
    'an unknown subdomain policy': [
      { spec: { networkConfig: { subdomainPolicy: 'Own' } } },
      'spec.networkConfig.subdomainPolicy',
      'Unsupported value: "Own": supported values: "Shared", "UniquePerReplica"',
    ],
    'an unknown kind of subgroups': [
      subGroups(2, { type: 'Other' }),
      'spec.leaderWorkerTemplate.subGroupPolicy.subGroupPolicyType',
      'Unsupported value: "Other": supported values: "LeaderWorker", "LeaderExcluded"',
    ],
    'no template of workers': [
      { template: { workerTemplate: undefined } },
      'spec.leaderWorkerTemplate.workerTemplate.spec.containers',
      'Invalid value: "null": spec.leaderWorkerTemplate.workerTemplate.spec.containers in body must be of type array: "null"',
    ],
  };

function denied(...problems: string[]) {
  const list = problems.length > 1 ? `[${problems.join(', ')}]` : problems[0];
  return failure(403, {
    reason: 'Forbidden',
    message: `admission webhook "vleaderworkerset.kb.io" denied the request: ${list}`,
  });
}

/** What LeaderWorkerSets may be, and how they are completed. */
export function lwsValidationChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const lws = new LeaderWorkerSets(client, namespace);

  const dryRun = { dryRun: 'All' };
  const tryCreate = (options: LeaderWorkerSetOptions, name = 'x') =>
    client.tryCreate(leaderWorkerSet(namespace(), name, options), dryRun);
  const accepted = async (options: LeaderWorkerSetOptions) => {
    const answer = await tryCreate(options);
    expect(answer.status).toBe(201);
    return answer.body as LeaderWorkerSet;
  };
  const tryChange = (spec: object) =>
    client.request('PATCH', lws.path('leaderworkersets', 'x'), {
      body: { spec },
      contentType: 'application/merge-patch+json',
      query: dryRun,
    });

  describe('a new LeaderWorkerSet', () => {
    it('is completed', async () => {
      const { spec } = await accepted({});
      expect(spec).toEqual({
        replicas: 1,
        startupPolicy: 'LeaderCreated',
        networkConfig: { subdomainPolicy: 'Shared' },
        rolloutStrategy: {
          type: 'RollingUpdate',
          rollingUpdateConfiguration: {
            maxUnavailable: 1,
            maxSurge: 0,
            partition: 0,
          },
        },
        leaderWorkerTemplate: {
          size: 1,
          restartPolicy: 'RecreateGroupOnPodRestart',
          workerTemplate: {
            metadata: { labels: { role: 'worker' } },
            spec: {
              containers: [
                { name: 'main', image: 'example.com/model:1', resources: {} },
              ],
            },
          },
        },
      });
    });

    it('with the restart policy of old times gets none', async () => {
      const { spec } = await accepted({
        template: { restartPolicy: 'Default' },
      });
      expect(spec.leaderWorkerTemplate.restartPolicy).toBe('None');
    });

    it('with an empty network configuration shares a subdomain', async () => {
      const { spec } = await accepted({ spec: { networkConfig: {} } });
      expect(spec.networkConfig).toEqual({ subdomainPolicy: 'Shared' });
    });

    it('may have more surge than groups, and subgroups of one', async () => {
      await accepted(rolling({ maxUnavailable: 10, maxSurge: 10 }));
      await accepted(subGroups(1, { type: 'LeaderExcluded' }));
      await accepted({ replicas: 0, ...rolling({ maxUnavailable: 0 }) });
    });

    it.each(Object.keys(REFUSED))('is refused with %s', async what => {
      const [options, ...problems] = REFUSED[what];
      expect(await tryCreate(options)).toMatchObject(denied(...problems));
    });

    it.each(Object.keys(OUT_OF_SCHEMA))('is refused with %s', async what => {
      const [options, field, problem] = OUT_OF_SCHEMA[what];
      expect(await tryCreate(options)).toMatchObject(
        invalidField(
          'LeaderWorkerSet.leaderworkerset.x-k8s.io "x"',
          field,
          problem,
        ),
      );
    });

    it('is refused with a name that is none of a Service', async () => {
      const rule = `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`;
      for (const name of ['1a', 'a.b']) {
        expect(await tryCreate({}, name)).toMatchObject(
          denied(`metadata.name: Invalid value: "${name}": ${rule}`),
        );
      }
      const long = 'a'.repeat(64);
      expect(await tryCreate({}, long)).toMatchObject(
        denied(
          `metadata.name: Invalid value: "${long}": must be no more than 63 characters`,
        ),
      );
    });

    it('with subgroups of no size makes the webhook panic', async () => {
      const panic = (error: string) => ({
        status: 500,
        body: {
          message: `admission webhook "vleaderworkerset.kb.io" denied the request: panic: runtime error: ${error} [recovered]`,
        },
      });
      expect(await tryCreate(subGroups(0))).toMatchObject(
        panic('integer divide by zero'),
      );
      expect(
        await tryCreate({ template: { subGroupPolicy: {} } }),
      ).toMatchObject(
        panic('invalid memory address or nil pointer dereference'),
      );
    });

    it('loses what templates of pods may not have', async () => {
      const manifest: Manifest = leaderWorkerSet(namespace(), 'x');
      const { spec } = manifest as unknown as {
        spec: {
          leaderWorkerTemplate: { workerTemplate: { metadata: object } };
        };
      };
      spec.leaderWorkerTemplate.workerTemplate.metadata = {
        labels: { a: 'b' },
        annotations: { c: 'd' },
        generateName: 'lost',
      };
      const created = await client.create(manifest, dryRun);
      expect(created).toMatchObject({
        spec: {
          leaderWorkerTemplate: {
            workerTemplate: {
              metadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
            },
          },
        },
      });
      expect(created).not.toHaveProperty(
        'spec.leaderWorkerTemplate.workerTemplate.metadata.generateName',
      );
    });
  });

  describe('a LeaderWorkerSet that changes', () => {
    it('may change its size and its subdomains', async () => {
      await lws.create({ replicas: 0, size: 4 });
      for (const spec of [
        { leaderWorkerTemplate: { size: 3 } },
        { networkConfig: { subdomainPolicy: 'UniquePerReplica' } },
      ]) {
        expect((await tryChange(spec)).status).toBe(200);
      }
    });

    it('cannot get subgroups', async () => {
      await lws.create({ replicas: 0, size: 4 });
      const subGroupPolicy = { subGroupSize: 2 };
      expect(
        await tryChange({ leaderWorkerTemplate: { subGroupPolicy } }),
      ).toMatchObject(
        denied(
          `${SUBGROUP_SIZE}: Invalid value: 2: cannot enable subGroupSize after the lws is already created`,
        ),
      );
    });

    it('cannot change or lose its subgroups', async () => {
      await lws.create({ ...subGroups(2), replicas: 0 });
      const change = (subGroupPolicy: object | null) =>
        tryChange({ leaderWorkerTemplate: { subGroupPolicy } });
      expect(await change({ subGroupSize: 4 })).toMatchObject(
        denied(`${SUBGROUP_SIZE}: Invalid value: 4: field is immutable`),
      );
      expect(await change(null)).toMatchObject(
        denied(
          `${SUBGROUP_SIZE}: Invalid value: 2: cannot remove subGroupSize after enabled`,
        ),
      );
    });

    it('is checked like a new one', async () => {
      await lws.create({ replicas: 0, size: 4 });
      expect(
        await tryChange({ leaderWorkerTemplate: { size: 0 } }),
      ).toMatchObject(
        denied(
          'spec.leaderWorkerTemplate.size: Invalid value: 0: size must be equal or greater than 1',
        ),
      );
    });
  });
}
