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
});
