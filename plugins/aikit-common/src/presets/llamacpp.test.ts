import { containerOf, renderPreset } from './__testUtils__/renderPreset';
import { readPreset } from './readPreset';

const GROUP = {
  mode: 'distributed',
  image: 'example.com/leader:1',
  workerImage: 'example.com/worker:2',
};

describe('the preset llamacpp', () => {
  it.each([
    [0, 'server', []],
    [2, 'server-cuda', ['--n-gpu-layers', '99']],
  ])('serves from one pod with %d GPUs', (gpusPerPod, tag, offload) => {
    const { server, object } = renderPreset('llamacpp', {
      model: 'ggml-org/gemma-3-4b-it-GGUF:Q4_K_M',
      gpusPerPod,
      contextLength: 4096,
    });
    expect(containerOf(server)).toMatchObject({
      image: `ghcr.io/ggml-org/llama.cpp:${tag}`,
      args: [
        ...['--hf-repo', 'ggml-org/gemma-3-4b-it-GGUF:Q4_K_M'],
        ...['--host', '0.0.0.0', '--port', '8080'],
        ...offload,
        ...['--ctx-size', '4096'],
      ],
      readinessProbe: { httpGet: { path: '/health', port: 'http' } },
    });
    expect(object('Service')).toMatchObject({
      spec: { ports: [{ port: 80, targetPort: 8080 }] },
    });
  });

  it('runs an image for the leader and another for the workers', () => {
    const { leader, worker } = renderPreset('llamacpp', {
      ...GROUP,
      gpuLayers: 20,
      contextLength: 512,
    });
    expect(containerOf(leader)).toMatchObject({
      image: 'example.com/leader:1',
      command: [
        ...['/llamacpp-leader', '--'],
        ...['--n-gpu-layers', '20', '--ctx-size', '512'],
      ],
    });
    expect(containerOf(worker)).toMatchObject({
      image: 'example.com/worker:2',
      args: ['--host', '0.0.0.0'],
    });
  });

  it('lets only the workload’s own pods reach the RPC port', () => {
    const { object } = renderPreset('llamacpp', GROUP);
    expect(object('NetworkPolicy')).toBeDefined();
    expect(renderPreset('llamacpp').object('NetworkPolicy')).toBeUndefined();
  });

  it('needs both images in distributed mode', () => {
    const inputs = { mode: 'distributed' };
    expect(readPreset({ name: 'llamacpp', inputs }).issues).toMatchObject([
      { path: 'preset.inputs.image', rule: 'required' },
      { path: 'preset.inputs.workerImage', rule: 'required' },
    ]);
  });
});
