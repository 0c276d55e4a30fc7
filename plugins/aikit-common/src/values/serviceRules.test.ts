import { broken } from './__testUtils__/broken';

const extra = (...extraPorts: object[]) => ({ service: { extraPorts } });

describe('the Service', () => {
  it.each([
    [
      'a port of the nodes that its type does not open',
      { service: { nodePort: 30080 } },
      'service.nodePort',
      'node-port',
      null,
    ],
    [
      'a second port of the name http',
      extra({ name: 'http', port: 90 }),
      'service.extraPorts[0].name',
      'unique-port-names',
      'http-2',
    ],
    [
      'a port twice',
      extra({ name: 'more', port: 8080 }),
      'service.extraPorts[0].port',
      'unique-service-ports',
      8081,
    ],
    [
      'a target that is no name of a port',
      { service: { targetPort: 'the API' } },
      'service.targetPort',
      'port-name',
      'the-api',
    ],
    [
      'a port without a name',
      extra({ port: 90 }),
      'service.extraPorts[0].name',
      'required',
    ],
  ])('cannot have %s', (_what, values, ...issue) => {
    expect(broken(values)).toContainEqual(issue);
  });

  it('takes one number with two protocols', () => {
    expect(
      broken(extra({ name: 'quic', port: 8080, protocol: 'UDP' })),
    ).toEqual([]);
  });
});

describe('the strategy of a Deployment', () => {
  it.each([
    [
      { type: 'Recreate', rollingUpdate: { maxSurge: 1 } },
      'strategy.rollingUpdate',
      'recreate-strategy',
      null,
    ],
    [
      { rollingUpdate: { maxSurge: '0%', maxUnavailable: 0 } },
      'strategy.rollingUpdate.maxUnavailable',
      'rollout-moves',
      1,
    ],
    [
      { rollingUpdate: { maxUnavailable: '200%' } },
      'strategy.rollingUpdate.maxUnavailable',
      'int-or-percent',
      '100%',
    ],
    [{ type: 'Replace' }, 'strategy.type', 'one-of', 'RollingUpdate'],
  ])('cannot be %j', (strategy, ...issue) => {
    expect(broken({ strategy })).toEqual([issue]);
  });

  it('may add more pods at once than there are to be', () => {
    const strategy = { rollingUpdate: { maxSurge: '200%' } };
    expect(broken({ strategy })).toEqual([]);
  });
});
