import { templates } from './__testUtils__/templates';

function volume(source: object) {
  const { server } = templates({ volumes: [{ name: 'a', ...source }] });
  const [{ name, ...rendered }] = server.spec.volumes as { name: string }[];
  return rendered;
}

describe('volumes', () => {
  it.each([
    { emptyDir: {} },
    { emptyDir: { medium: 'Memory', sizeLimit: '15Gi' } },
    { persistentVolumeClaim: { claimName: 'models', readOnly: true } },
    {
      configMap: {
        name: 'settings',
        items: [{ key: 'a.yaml', path: 'a/b.yaml', mode: 0o400 }],
        optional: true,
      },
    },
    { secret: { secretName: 'tokens', defaultMode: 0o400 } },
    { hostPath: { path: '/mnt/models', type: 'Directory' } },
    {
      projected: {
        sources: [
          { secret: { name: 'tokens' } },
          { configMap: { name: 'settings' } },
          { serviceAccountToken: { path: 'token', expirationSeconds: 600 } },
        ],
      },
    },
    {
      downwardAPI: {
        items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }],
      },
    },
    { csi: { driver: 'gcsfuse.csi.storage.gke.io', readOnly: true } },
    { nfs: { server: 'files.example.com', path: '/models' } },
  ])('are as given: %j', source => {
    expect(volume(source)).toEqual(source);
  });

  it('have the size of memory as the API server writes it', () => {
    const emptyDir = { medium: 'Memory', sizeLimit: '0.5Gi' };
    expect(volume({ emptyDir })).toEqual({
      emptyDir: { ...emptyDir, sizeLimit: '512Mi' },
    });
  });

  it('have the size of a claim as the API server writes it', () => {
    const ephemeral = (storage: string) => ({
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage } },
        },
      },
    });
    expect(volume({ ephemeral: ephemeral('1024Gi') })).toEqual({
      ephemeral: ephemeral('1Ti'),
    });
  });

  it('have divisors as the API server writes them, and so have variables', () => {
    const items = (divisor: string) => [
      {
        path: 'memory',
        resourceFieldRef: {
          containerName: 'aikit',
          resource: 'limits.memory',
          divisor,
        },
      },
    ];
    expect(volume({ downwardAPI: { items: items('1024Ki') } })).toEqual({
      downwardAPI: { items: items('1Mi') },
    });
    expect(
      volume({
        projected: { sources: [{ downwardAPI: { items: items('1000m') } }] },
      }),
    ).toEqual({
      projected: { sources: [{ downwardAPI: { items: items('1') } }] },
    });

    const env = (divisor: string | number) => [
      {
        name: 'CORES',
        valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor } },
      },
    ];
    const { server } = templates({ env: env(1) });
    expect(server.spec.containers[0].env).toEqual(env('1'));
  });
});
