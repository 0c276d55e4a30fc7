import { distributed, rendered, workloadSpec } from './__testUtils__/templates';

function lws(leaderWorkerSet: object, others: object = {}) {
  return rendered(distributed({ ...others, leaderWorkerSet }))[0];
}

function spec(leaderWorkerSet: object, others: object = {}) {
  return workloadSpec(distributed({ ...others, leaderWorkerSet }));
}

describe('leaderWorkerSet', () => {
  it('leaves to the API what the values leave out', () => {
    const { leaderWorkerTemplate, ...rest } = spec({});
    expect(rest).toEqual({
      replicas: 1,
      networkConfig: { subdomainPolicy: 'UniquePerReplica' },
    });
    expect(Object.keys(leaderWorkerTemplate).sort()).toEqual([
      'leaderTemplate',
      'restartPolicy',
      'size',
      'workerTemplate',
    ]);
  });

  it.each(['LeaderCreated', 'LeaderReady'])('starts by %s', startupPolicy => {
    expect(spec({ startupPolicy })).toMatchObject({ startupPolicy });
  });

  it('has one subdomain for each group, also when that is asked for', () => {
    const networkConfig = { subdomainPolicy: 'UniquePerReplica' };
    expect(spec({ networkConfig })).toMatchObject({ networkConfig });
  });

  it('rolls out as it is told, and names the only type there is', () => {
    const rollingUpdateConfiguration = {
      maxUnavailable: '50%',
      maxSurge: 1,
      partition: 2,
    };
    expect(
      spec({ replicas: 4, rolloutStrategy: { rollingUpdateConfiguration } }),
    ).toMatchObject({
      rolloutStrategy: { type: 'RollingUpdate', rollingUpdateConfiguration },
    });
  });

  it.each([
    'RecreateGroupOnPodRestart',
    'RecreateGroupAfterStart',
    'None',
    'Default',
  ])('restarts by %s', restartPolicy => {
    const leaderWorkerTemplate = { restartPolicy };
    expect(spec({ leaderWorkerTemplate })).toMatchObject({
      leaderWorkerTemplate,
    });
  });

  it('divides groups into subgroups', () => {
    const leaderWorkerTemplate = {
      size: 5,
      subGroupPolicy: { subGroupPolicyType: 'LeaderExcluded', subGroupSize: 2 },
    };
    expect(spec({ leaderWorkerTemplate })).toMatchObject({
      leaderWorkerTemplate,
    });
  });

  it('gives each pod claims, as LeaderWorkerSet writes them back', () => {
    const claim = (storage: string) => ({
      metadata: { name: 'cache' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast',
        volumeMode: 'Filesystem',
        resources: { requests: { storage } },
      },
    });
    const persistentVolumeClaimRetentionPolicy = {
      whenDeleted: 'Delete',
      whenScaled: 'Retain',
    };
    const { leaderWorkerTemplate } = spec(
      {
        leaderWorkerTemplate: {
          volumeClaimTemplates: [claim('1.5Ti')],
          persistentVolumeClaimRetentionPolicy,
        },
      },
      { volumeMounts: [{ name: 'cache', mountPath: '/models' }] },
    );
    expect(leaderWorkerTemplate).toMatchObject({
      volumeClaimTemplates: [{ ...claim('1536Gi'), status: {} }],
      persistentVolumeClaimRetentionPolicy,
    });
  });

  it('has the annotations of the topologies, of the user and of the catalog', () => {
    const { metadata } = lws({
      annotations: { 'example.com/note': 'x' },
      exclusiveTopology: 'example.com/rack',
      subGroupExclusiveTopology: 'example.com/host',
      leaderWorkerTemplate: { size: 4, subGroupPolicy: { subGroupSize: 2 } },
    });
    expect(metadata.annotations).toEqual({
      'example.com/note': 'x',
      'leaderworkerset.sigs.k8s.io/exclusive-topology': 'example.com/rack',
      'leaderworkerset.sigs.k8s.io/subgroup-exclusive-topology':
        'example.com/host',
    });
  });

  it('has no replicas with an autoscaler', () => {
    const autoscaling = { enabled: true, maxReplicas: 3 };
    expect(spec({}, { autoscaling })).not.toHaveProperty('replicas');
  });
});
