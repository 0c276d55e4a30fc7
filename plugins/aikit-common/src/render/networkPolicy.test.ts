import { objectOf } from './__testUtils__/objects';

/** Ports that the policy opens to others; undefined where it opens none. */
function opened(values: object): unknown {
  const policy = objectOf('NetworkPolicy', {
    networkPolicy: { enabled: true },
    ...values,
  });
  const { ingress } = policy?.spec as { ingress: { ports?: unknown }[] };
  expect(ingress[0]).not.toHaveProperty('ports');
  return ingress[1]?.ports;
}

const tcp = (port: string | number) => ({ port, protocol: 'TCP' });

const API = { name: 'api', containerPort: 9000 };

describe('the network policy of a Deployment', () => {
  it('opens what each port of the Service leads to, once', () => {
    expect(
      opened({
        ports: [API, { name: 'metrics', containerPort: 9001 }],
        service: {
          targetPort: 9000,
          extraPorts: [
            { name: 'metrics', port: 90, targetPort: 'metrics' },
            { name: 'again', port: 91, targetPort: 'api' },
            { name: 'quic', port: 443, protocol: 'UDP' },
          ],
        },
      }),
    ).toEqual([tcp('api'), tcp('metrics'), { port: 443, protocol: 'UDP' }]);
  });

  it('opens a number that no port is said to have', () => {
    expect(opened({ service: { targetPort: 9000 } })).toEqual([tcp(9000)]);
  });
});

describe('the network policy of a LeaderWorkerSet', () => {
  const group = (leader: object, worker: object, service: object) => ({
    leaderWorkerSet: { enabled: true, leader, worker },
    service,
  });

  it('opens a port of the leader by its name, which workers have not', () => {
    expect(opened(group({ ports: [API] }, {}, { targetPort: 9000 }))).toEqual([
      tcp('api'),
    ]);
    expect(
      opened(group({ port: 9000 }, { port: 9000 }, { targetPort: 9000 })),
    ).toEqual([tcp('http')]);
  });

  it.each([
    ['a number of no port', {}, {}, 50052],
    ['a port without a name', { ports: [{ containerPort: 9000 }] }, {}, 9000],
    [
      'a name that is the workers’, too',
      { ports: [{ name: 'worker', containerPort: 9000 }] },
      { port: 50052 },
      'worker',
    ],
  ])(
    'opens no port of the workers for %s',
    (_what, leader, worker, targetPort) => {
      expect(opened(group(leader, worker, { targetPort }))).toBeUndefined();
    },
  );
});
