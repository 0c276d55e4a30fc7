import { DEFAULT_VALUES } from './defaults';
import { readValues } from './readValues';

function errors(values: unknown): Record<string, string> {
  const result = readValues(values);
  return Object.fromEntries(
    result.issues
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message }) => [path, message]),
  );
}

function warnings(values: unknown): string[] {
  const result = readValues(values);
  expect(result.ok).toBe(true);
  return result.issues.map(({ path }) => path);
}

describe('readValues', () => {
  it.each([[undefined], [null], [{}]])('takes %p as the defaults', values => {
    expect(readValues(values)).toMatchObject({
      ok: true,
      issues: [],
      values: {
        image: { repository: 'ghcr.io/kaito-project/aikit/llama3.1' },
        leaderWorkerSet: { enabled: false },
      },
    });
  });

  it('counts own keys only', () => {
    expect(readValues(Object.create({ replicaCount: 'x' }))).toMatchObject({
      ok: true,
      values: { replicaCount: 1 },
    });
    expect(readValues(JSON.parse('{"__proto__": 1}')).issues).toMatchObject([
      { path: '__proto__', rule: 'prototype-key' },
    ]);
  });

  it('shares nothing with the defaults, which nobody can change', () => {
    const { leaderWorkerSet } = DEFAULT_VALUES as {
      leaderWorkerSet: { leader: { env: unknown[] } };
    };
    expect(() => leaderWorkerSet.leader.env.push({})).toThrow(TypeError);
    const read = readValues({});
    expect(read.ok && Object.isFrozen(read.values.leaderWorkerSet)).toBe(false);
  });

  it.each([['text'], [[1]], [5]])('refuses %p: not a map', values => {
    expect(errors(values)).toEqual({ values: 'must be a map' });
  });

  it('reports each unknown key at its path, with what may have been meant', () => {
    expect(
      errors({
        rplicaCount: 1,
        leaderWorkerSet: { replcias: 2, leaderWorkerTemplate: { Size: 2 } },
        image: { zzz: 1 },
      }),
    ).toEqual({
      rplicaCount: 'is not known here: did you mean replicaCount?',
      'leaderWorkerSet.replcias': 'is not known here: did you mean replicas?',
      'leaderWorkerSet.leaderWorkerTemplate.Size':
        'is not known here: did you mean size?',
      'image.zzz':
        'is not known here: the keys are repository, tag, pullPolicy',
    });
  });

  it('refuses __proto__ and does not know constructor, at any depth', () => {
    const values = JSON.parse(
      '{"service": {"__proto__": {"port": 1}}, "constructor": 1}',
    );
    expect(errors(values)).toEqual({
      'service.__proto__': 'is not allowed as a key: remove it',
    });
    expect(Object.keys(errors({ constructor: 1 }))).toEqual(['constructor']);
    expect(({} as { port?: number }).port).toBeUndefined();
  });

  it('takes constructor as the name of a label', () => {
    expect(readValues({ podLabels: { constructor: 'x' } })).toMatchObject({
      ok: true,
      values: { podLabels: { constructor: 'x' } },
    });
  });

  it('refuses what JSON cannot hold', () => {
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    expect(
      errors({ podLabels: { a: new Date(0) }, replicaCount: NaN }),
    ).toEqual({
      'podLabels.a':
        'must be a map, a list, a string, a number, true, false or null',
      replicaCount: 'must be a finite number, not NaN',
    });
    expect(Object.values(errors({ global: loop }))[0]).toMatch(
      /contains itself/,
    );
  });

  it('takes a number in quotes where the chart writes the number', () => {
    expect(
      readValues({ replicaCount: '3', service: { port: '80' } }),
    ).toMatchObject({
      ok: true,
      values: { replicaCount: 3, service: { port: 80 } },
    });
  });

  it('refuses a boolean in quotes, because Helm takes "false" for true', () => {
    expect(errors({ leaderWorkerSet: { enabled: 'false' } })).toEqual({
      'leaderWorkerSet.enabled':
        'must be true or false, without quotes, not "false"',
    });
  });

  it.each([
    [{ replicaCount: -1 }, 'replicaCount', /0 or more/],
    [
      { leaderWorkerSet: { replicas: 1000001 } },
      'leaderWorkerSet.replicas',
      /from 0 to 1000000/,
    ],
    [
      { leaderWorkerSet: { leaderWorkerTemplate: { size: 0 } } },
      'leaderWorkerSet.leaderWorkerTemplate.size',
      /1 or more/,
    ],
    [
      {
        leaderWorkerSet: {
          replicas: 1000000,
          leaderWorkerTemplate: { size: 2148 },
        },
      },
      'leaderWorkerSet.replicas',
      /replicas × size must be at most 2147483647/,
    ],
    [
      { leaderWorkerSet: { leaderWorkerTemplate: { restartPolicy: 'Nome' } } },
      'leaderWorkerSet.leaderWorkerTemplate.restartPolicy',
      /one of RecreateGroupOnPodRestart, .*None, Default: did you mean None\?/,
    ],
    [
      { autoscaling: { enabled: true, minReplicas: 5, maxReplicas: 2 } },
      'autoscaling.minReplicas',
      /at most maxReplicas: raise maxReplicas or lower minReplicas/,
    ],
    [{ image: { tag: '' } }, 'image.tag', /give a tag such as 8b/],
    [{ image: { tag: 20240101 } }, 'image.tag', /in quotes/],
    [{ image: { repository: 'a/b:8b' } }, 'image.repository', /into tag/],
    [{ image: null }, 'image', /is required/],
    [{ service: { type: 'clusterIP' } }, 'service.type', /mean ClusterIP\?/],
    [{ imagePullSecrets: ['x'] }, 'imagePullSecrets[0]', /must be a map/],
    [
      { podLabels: { version: 1.1 } },
      'podLabels.version',
      /must be a string: write it in quotes, "1.1"/,
    ],
    [
      { podLabels: { 'app.kubernetes.io/instance': 'x' } },
      'podLabels["app.kubernetes.io/instance"]',
      /is set by the renderer/,
    ],
    [{ nodeSelector: { 'a b': 'x' } }, 'nodeSelector["a b"]', /qualified name/],
  ])('refuses %j at %s', (values, path, message) => {
    const found = errors(values);
    expect(Object.keys(found)).toEqual([path]);
    expect(found[path]).toMatch(message);
  });

  it('reports everything that is wrong at once', () => {
    expect(
      Object.keys(
        errors({
          replicaCount: 'x',
          resources: { limits: { gpu: 1 } },
          livenessProbe: { tcpSocket: { port: 80 } },
          unknown: 1,
        }),
      ),
    ).toEqual(
      expect.arrayContaining([
        'replicaCount',
        'resources.limits.gpu',
        'livenessProbe',
        'unknown',
      ]),
    );
  });

  it('warns of what is right and has no effect', () => {
    expect(
      warnings({
        postInstall: { resources: {} },
        autoscaling: { enabled: true, targetCPUUtilizationPercentage: null },
        leaderWorkerSet: {
          enabled: true,
          leaderWorkerTemplate: { restartPolicy: 'Default' },
          leader: {
            securityContext: { runAsUser: null },
            env: [{ name: 'LWS_GROUP_SIZE', value: '3' }],
          },
        },
      }),
    ).toEqual([
      'leaderWorkerSet.leader.securityContext.runAsUser',
      'leaderWorkerSet.leader.env[0]',
      'leaderWorkerSet.leaderWorkerTemplate.restartPolicy',
      'autoscaling',
      'autoscaling',
      'postInstall',
    ]);
  });

  it('says nothing when the Job that is not made was switched off', () => {
    expect(
      warnings({ postInstall: { labelNamespace: { enabled: false } } }),
    ).toEqual([]);
  });
});
