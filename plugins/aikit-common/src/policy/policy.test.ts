import { limitsSchema } from '../api/policy';
import { limitsFor, readPolicy } from './policy';

const OWNER = 'group:default/ml-search';

describe('readPolicy', () => {
  it('needs no configuration', () => {
    expect(limitsFor(readPolicy(undefined), OWNER)).toMatchObject({
      contact: 'the platform team',
      pods: 1000,
      podSecurity: 'baseline',
      secretsInValues: 'refuse',
      adopt: false,
      reservedNamespaces: ['kube-*', 'lws-system', 'aikit-backstage'],
    });
  });

  it.each([
    [{ namespace: ['a'] }, 'aikit.policy has no key namespace'],
    [{ pods: '64' }, 'aikit.policy.pods'],
    [{ pods: -1 }, 'aikit.policy.pods'],
    [{ podSecurity: 'strict' }, 'aikit.policy.podSecurity'],
    [{ images: 'ghcr.io/*' }, 'aikit.policy.images'],
    [{ volumes: { kinds: ['hostPath'] } }, 'aikit.policy.volumes.kinds[0]'],
    [{ total: { gpus: 3 } }, 'aikit.policy.total has no key gpus'],
    [{ owners: [{ pods: 3 }] }, 'aikit.policy.owners[0].match'],
    [{ owners: [{ match: ['*'], pod: 3 }] }, 'owners[0] has no key pod'],
    ['none', 'aikit.policy'],
  ])('%#: refuses %j and names the key', (config, key) => {
    expect(() => readPolicy(config)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(key),
      }),
    );
  });
});

describe('limitsFor', () => {
  const policy = readPolicy({
    contact: 'ml@example.com',
    pods: 64,
    approval: { pods: 16, accelerators: 16 },
    volumes: { secrets: ['shared'] },
    owners: [
      {
        match: ['group:default/ml-*'],
        accelerators: 256,
        approval: { accelerators: 128 },
        volumes: { hostPaths: ['/models'] },
      },
      { match: ['*'], pods: 8 },
    ],
  });

  it('lets the first match override key by key', () => {
    expect(limitsFor(policy, OWNER)).toMatchObject({
      contact: 'ml@example.com',
      owner: OWNER,
      pods: 64,
      accelerators: 256,
      approval: { pods: 16, accelerators: 128 },
      volumes: {
        kinds: expect.arrayContaining(['emptyDir']),
        secrets: ['shared'],
        hostPaths: ['/models'],
      },
    });
  });

  it('goes on to the next pattern for others', () => {
    expect(limitsFor(policy, 'user:default/ada')).toMatchObject({
      pods: 8,
      approval: { pods: 16, accelerators: 16 },
    });
  });

  it('does not override for who is excluded from a match', () => {
    const { owners } = readPolicy({
      owners: [
        { match: ['group:default/ml-*', '!group:default/ml-interns'], pods: 9 },
      ],
    });
    const podsOf = (owner: string) =>
      limitsFor({ ...policy, owners }, owner).pods;
    expect(podsOf('group:default/ml-interns')).toBe(64);
    expect(podsOf(OWNER)).toBe(9);
  });

  it('overrides nothing where the owner is not known', () => {
    expect(limitsFor(policy)).toMatchObject({ pods: 64 });
    expect(limitsFor(policy)).not.toHaveProperty('owner');
  });

  it('gives what goes over the wire', () => {
    const limits = limitsFor(policy, OWNER);
    expect(limitsSchema.parse(JSON.parse(JSON.stringify(limits)))).toEqual(
      limits,
    );
  });
});
