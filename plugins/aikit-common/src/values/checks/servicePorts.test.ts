import { distributed, issuesOf } from './__testUtils__/issues';

const networkPolicy = { enabled: true };

describe('ports that the network policy closes', () => {
  it.each([
    [{ targetPort: 9000 }, 'service.targetPort'],
    [
      { extraPorts: [{ name: 'm', port: 90, targetPort: 9000 }] },
      'service.extraPorts[0].targetPort',
    ],
    [{ extraPorts: [{ name: 'm', port: 9000 }] }, 'service.extraPorts[0].port'],
  ])('are told, with the way to open them: %j', (service, path) => {
    const leader = { ports: [{ containerPort: 9000 }] };
    expect(
      issuesOf(distributed({ leader }, { networkPolicy, service })),
    ).toMatchObject([
      {
        severity: 'warning',
        rule: 'closed-port',
        path,
        given: 9000,
        message: expect.stringContaining('leaderWorkerSet.leader.ports'),
      },
    ]);
  });

  it('are none with a name, in standard mode, or without a policy', () => {
    const service = { targetPort: 9000 };
    const named = { ports: [{ name: 'api', containerPort: 9000 }] };
    const unnamed = { ports: [{ containerPort: 9000 }] };
    expect(
      issuesOf(distributed({ leader: named }, { networkPolicy, service })),
    ).toEqual([]);
    expect(issuesOf({ ...unnamed, networkPolicy, service })).toEqual([]);
    expect(issuesOf(distributed({ leader: unnamed }, { service }))).toEqual([]);
  });

  it('are opened by another name of the workers’ port', () => {
    const worker = (name: string) => ({
      worker: { ports: [{ name, containerPort: 8080 }] },
    });
    expect(issuesOf(distributed(worker('http'), { networkPolicy }))).toEqual([
      {
        severity: 'warning',
        rule: 'closed-port',
        path: 'leaderWorkerSet.worker.ports[0].name',
        given: 'http',
        message: expect.stringMatching(
          /service\.targetPort .*Rename this port/,
        ),
      },
    ]);
    expect(issuesOf(distributed(worker('rpc'), { networkPolicy }))).toEqual([]);
  });

  it('are opened by another name of the leader’s where the worker port has it', () => {
    const values = (name: string) =>
      distributed(
        {
          leader: { ports: [{ name, containerPort: 9000 }] },
          worker: { port: 7000 },
        },
        { networkPolicy, service: { targetPort: name } },
      );
    expect(issuesOf(values('worker'))).toMatchObject([
      { rule: 'closed-port', path: 'service.targetPort' },
    ]);
    expect(issuesOf(values('api'))).toEqual([]);
  });

  it('are none in groups without workers', () => {
    const lws = {
      leaderWorkerTemplate: { size: 1 },
      leader: { ports: [{ containerPort: 9000 }] },
    };
    const service = { targetPort: 9000 };
    expect(issuesOf(distributed(lws, { networkPolicy, service }))).toEqual([]);
  });
});
