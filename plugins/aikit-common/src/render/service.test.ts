import { rendered } from './__testUtils__/templates';
import { renderWorkload } from './renderWorkload';

function serviceOf(values: unknown) {
  const result = renderWorkload({ values, name: 'chat', namespace: 'ml' });
  return (
    result.ok && {
      spec: result.manifests.find(({ kind }) => kind === 'Service')?.spec,
      endpoint: result.endpoint,
    }
  );
}

describe('service', () => {
  it('selects the leaders alone in distributed mode', () => {
    expect(serviceOf({ leaderWorkerSet: { enabled: true } })).toMatchObject({
      spec: {
        selector: {
          'leaderworkerset.sigs.k8s.io/name': 'chat',
          'leaderworkerset.sigs.k8s.io/worker-index': '0',
        },
      },
    });
  });

  it("targets the leader's own port", () => {
    expect(
      serviceOf({
        service: { port: 80 },
        leaderWorkerSet: { enabled: true, leader: { port: 9000 } },
      }),
    ).toMatchObject({
      spec: { ports: [{ port: 80, targetPort: 9000 }] },
      endpoint: 'http://chat.ml:80/v1',
    });
  });

  it.each([
    [{ enabled: true, leader: { port: null } }],
    [{ enabled: false, leader: { port: 9000 } }],
  ])('targets 8080 with %j', leaderWorkerSet => {
    expect(serviceOf({ leaderWorkerSet })).toMatchObject({
      spec: { ports: [{ targetPort: 8080 }] },
    });
  });

  it('targets the port of the server, or one that is named', () => {
    expect(serviceOf({ port: 8000 })).toMatchObject({
      spec: { ports: [{ port: 8080, targetPort: 8000 }] },
    });
    expect(
      serviceOf({
        ports: [{ name: 'metrics', containerPort: 9000 }],
        service: { port: 80, targetPort: 'metrics' },
      }),
    ).toMatchObject({ spec: { ports: [{ port: 80, targetPort: 'metrics' }] } });
  });

  it('opens a port of the nodes, with the annotations of the balancer', () => {
    const service = rendered({
      service: {
        type: 'LoadBalancer',
        nodePort: 30080,
        annotations: { 'example.com/internal': 'true' },
      },
    }).find(({ kind }) => kind === 'Service');
    expect(service).toMatchObject({
      metadata: { annotations: { 'example.com/internal': 'true' } },
      spec: { type: 'LoadBalancer', ports: [{ nodePort: 30080 }] },
    });
  });

  it('has extra ports, whose targets are the same numbers by default', () => {
    expect(
      serviceOf({
        ports: [
          { name: 'metrics', containerPort: 9000 },
          { containerPort: 9001, protocol: 'UDP' },
        ],
        service: {
          extraPorts: [
            { name: 'metrics', port: 90, targetPort: 'metrics' },
            { name: 'peers', port: 9001, protocol: 'UDP' },
          ],
        },
      }),
    ).toMatchObject({
      spec: {
        ports: [
          { name: 'http' },
          { name: 'metrics', port: 90, targetPort: 'metrics', protocol: 'TCP' },
          { name: 'peers', port: 9001, targetPort: 9001, protocol: 'UDP' },
        ],
      },
    });
  });
});
