import { containerOf, renderPreset } from './__testUtils__/renderPreset';

describe('the preset vllm', () => {
  it('serves from one pod with the server alone', () => {
    const { server, object } = renderPreset('vllm', {
      model: 'Qwen/Qwen3-8B',
      gpusPerPod: 2,
      contextLength: 32768,
      port: 9000,
    });
    expect(containerOf(server)).toMatchObject({
      command: [
        ...['python3', '-m', 'vllm.entrypoints.openai.api_server'],
        ...['--port', '9000', '--model', 'Qwen/Qwen3-8B'],
        ...['--tensor-parallel-size', '2', '--pipeline_parallel_size', '1'],
        ...['--max-model-len', '32768'],
      ],
      ports: [{ name: 'http', containerPort: 9000 }],
      readinessProbe: { httpGet: { path: '/health', port: 'http' } },
    });
    expect(object('Service')).toMatchObject({
      spec: { ports: [{ port: 9000, targetPort: 9000 }] },
    });
  });

  it('starts a Ray cluster of the pods of a group', () => {
    const { leader, worker } = renderPreset('vllm', { mode: 'distributed' });
    expect(containerOf(leader).command?.[2]).toMatch(
      /multi-node-serving\.sh leader --ray_cluster_size=\$\(LWS_GROUP_SIZE\); python3 -m vllm/,
    );
    expect(containerOf(worker).command?.[2]).toMatch(
      /multi-node-serving\.sh worker --ray_address=\$\(LWS_LEADER_ADDRESS\)$/,
    );
    expect(containerOf(worker)).not.toHaveProperty('readinessProbe');
  });

  it('splits layers over all TPU chips of a group', () => {
    const inputs = {
      mode: 'distributed',
      accelerator: 'google.com/tpu',
      gpusPerPod: 4,
      podsPerGroup: 4,
    };
    const { leader } = renderPreset('vllm', inputs);
    expect(containerOf(leader)).toMatchObject({
      image: 'vllm/vllm-tpu:latest',
      command: [
        'sh',
        '-c',
        expect.stringMatching(/--tensor-parallel-size=16$/),
      ],
    });
    expect(
      containerOf(
        renderPreset('vllm', { ...inputs, pipelineParallel: 4 }).leader,
      ).command?.[2],
    ).toMatch(/--tensor-parallel-size=4 --pipeline-parallel-size=4$/);
  });

  it('takes the hub’s token from a Secret, in all pods', () => {
    const { leader, worker } = renderPreset('vllm', {
      mode: 'distributed',
      hubSecret: { name: 'hub' },
    });
    for (const pod of [leader, worker]) {
      expect(containerOf(pod).env).toEqual([
        {
          name: 'HF_TOKEN',
          valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } },
        },
      ]);
    }
  });

  it.each([
    ['limited', '15Gi', { medium: 'Memory', sizeLimit: '15Gi' }],
    ['unlimited', undefined, { medium: 'Memory' }],
  ])('has %s shared memory in all pods', (_name, sharedMemory, emptyDir) => {
    const { leader, worker } = renderPreset('vllm', {
      mode: 'distributed',
      sharedMemory,
    });
    for (const pod of [leader, worker]) {
      expect(pod.volumes).toEqual([{ name: 'dshm', emptyDir }]);
      expect(containerOf(pod).volumeMounts).toEqual([
        { name: 'dshm', mountPath: '/dev/shm' },
      ]);
    }
  });

  it('has none of the chart’s security contexts and probes, which its image fails', () => {
    const { server } = renderPreset('vllm');
    expect(server).not.toHaveProperty('securityContext');
    expect(containerOf(server)).not.toHaveProperty('securityContext');
    expect(containerOf(server)).not.toHaveProperty('livenessProbe');
  });

  it('keeps no resource of the chart that was not asked for', () => {
    expect(containerOf(renderPreset('vllm').server).resources).toEqual({
      limits: { 'nvidia.com/gpu': '1' },
    });
  });

  it.each([
    [0, undefined],
    [2, { maxUnavailable: 1, maxSurge: 2 }],
  ])('adds %d groups during a change', (maxSurge, expected) => {
    const { spec } = renderPreset('vllm', { mode: 'distributed', maxSurge });
    expect(spec.rolloutStrategy).toEqual(
      expected && {
        type: 'RollingUpdate',
        rollingUpdateConfiguration: expected,
      },
    );
  });
});
