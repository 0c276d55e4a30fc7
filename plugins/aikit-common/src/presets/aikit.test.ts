import { containerOf, renderPreset } from './__testUtils__/renderPreset';
import { readPreset } from './readPreset';

describe('the preset aikit', () => {
  it('runs the ready image of the model as the chart does', () => {
    const { server, kind, issues } = renderPreset('aikit');
    expect({ kind, issues }).toEqual({ kind: 'Deployment', issues: [] });
    expect(containerOf(server)).toMatchObject({
      image: 'ghcr.io/kaito-project/aikit/llama3.1:8b',
      ports: [{ name: 'http', containerPort: 8080 }],
      resources: { limits: { memory: '8Gi' }, requests: { cpu: '100m' } },
      securityContext: { runAsNonRoot: true },
    });
  });

  it('gives a large model the memory that it needs', () => {
    const { server } = renderPreset('aikit', { model: 'llama3.3:70b' });
    expect(containerOf(server).resources?.limits.memory).toBe('48Gi');
  });

  it('runs an image of the user’s own', () => {
    const image = 'registry.example.com:5000/team/model:v1';
    const { server } = renderPreset('aikit', { image });
    expect(containerOf(server).image).toBe(image);
  });

  it('keeps the digest of an image', () => {
    const image = `example.com/model:v1@sha256:${'0'.repeat(64)}`;
    const { server } = renderPreset('aikit', { image });
    expect(containerOf(server).image).toBe(image);
  });

  it('refuses an image without a tag', () => {
    const inputs = { image: 'example.com/model' };
    expect(readPreset({ name: 'aikit', inputs }).issues).toMatchObject([
      { path: 'preset.inputs.image' },
    ]);
  });

  it('gives leader and workers what each of them asks for', () => {
    const { spec, leader, worker } = renderPreset('aikit', {
      mode: 'distributed',
      groups: 2,
      podsPerGroup: 5,
      gpusPerPod: 2,
      leaderGpus: 4,
      memory: '32Gi',
      leaderMemory: '64Gi',
      cpu: '4',
      leaderCpu: '8',
    });
    expect(spec).toMatchObject({
      replicas: 2,
      leaderWorkerTemplate: { size: 5 },
    });
    expect(containerOf(leader).resources).toEqual({
      limits: { 'nvidia.com/gpu': '4', memory: '64Gi' },
      requests: { cpu: '8' },
    });
    expect(containerOf(worker).resources).toEqual({
      limits: { 'nvidia.com/gpu': '2', memory: '32Gi' },
      requests: { cpu: '4' },
    });
  });

  it('gives the leader what the workers have where nothing else is said', () => {
    const { leader, worker } = renderPreset('aikit', {
      mode: 'distributed',
      gpusPerPod: 2,
      memory: '32Gi',
    });
    expect(containerOf(leader).resources).toEqual(
      containerOf(worker).resources,
    );
  });

  it('uses the accelerator of the cluster, and tolerates its taint', () => {
    const { server } = renderPreset('aikit', {
      accelerator: 'amd.com/gpu',
      gpusPerPod: 1,
    });
    expect(containerOf(server).resources?.limits).toMatchObject({
      'amd.com/gpu': '1',
    });
    expect(server.tolerations).toEqual([
      { key: 'amd.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
    ]);
  });

  it.each([
    ['on CPUs', { gpusPerPod: 0 }],
    ['when it is not wanted', { gpusPerPod: 1, tolerateTaint: false }],
  ])('tolerates no taint %s', (_name, inputs) => {
    expect(renderPreset('aikit', inputs).server.tolerations).toBeUndefined();
  });

  it('runs on nodes of the type and with the labels that are wanted', () => {
    const { server } = renderPreset('aikit', {
      instanceType: 'g5.4xlarge',
      nodeSelector: { zone: 'a' },
    });
    expect(server.nodeSelector).toEqual({
      zone: 'a',
      'node.kubernetes.io/instance-type': 'g5.4xlarge',
    });
  });
});
