import type { ValuesMap } from '../merge';
import { distributed, Expected, issuesOf } from './__testUtils__/issues';

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
