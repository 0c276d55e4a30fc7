import { containerOf, renderPreset } from './__testUtils__/renderPreset';
import { readPreset } from './readPreset';

const INPUTS = { image: 'example.com/trt:1', podsPerGroup: 2, gpusPerPod: 8 };

describe('the preset tensorrt-llm', () => {
  it('needs an image, because nobody publishes one', () => {
    expect(readPreset({ name: 'tensorrt-llm' }).issues).toMatchObject([
      { path: 'preset.inputs.image', rule: 'required', message: 'is required' },
    ]);
  });

  it('starts ranks on all devices of the group, in its own namespace', () => {
    const { leader, worker } = renderPreset('tensorrt-llm', INPUTS);
    expect(containerOf(leader).command?.[2]).toBe(
      './install_model.sh; python3 ./server.py leader --stateful_set_group_key=${GROUP_KEY} --pp=2 --tp=8 --gpu_per_node=8 --namespace=${POD_NAMESPACE} --triton_model_repo_dir=/data/tensorrtllm_backend/all_models/inflight_batcher_llm/',
    );
    expect(containerOf(worker).command?.[2]).toBe(
      './install_model.sh; python3 ./server.py worker --triton_model_repo_dir=/data/tensorrtllm_backend/all_models/inflight_batcher_llm/',
    );
  });

  it('runs another setup on another repository', () => {
    const { worker } = renderPreset('tensorrt-llm', {
      ...INPUTS,
      setup: '/opt/setup',
      modelRepository: '/models',
    });
    expect(containerOf(worker).command?.[2]).toBe(
      '/opt/setup; python3 ./server.py worker --triton_model_repo_dir=/models',
    );
  });

  it('may list the pods and run commands in them, and nothing else', () => {
    const { leader, worker, object } = renderPreset('tensorrt-llm', INPUTS);
    expect([leader, worker].map(pod => pod.serviceAccountName)).toEqual([
      'chat',
      'chat',
    ]);
    expect(object('ServiceAccount')).toBeDefined();
    expect(object('RoleBinding')).toBeDefined();
    expect(object('Role')?.rules).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
    ]);
  });

  it.each([
    [
      true,
      {
        httpGet: { path: '/v2/health/ready', port: 'http' },
        periodSeconds: 10,
      },
    ],
    [false, undefined],
  ])('checks Triton’s health: %s', (healthProbe, expected) => {
    const { leader } = renderPreset('tensorrt-llm', { ...INPUTS, healthProbe });
    expect(containerOf(leader).readinessProbe).toEqual(expected);
  });
});
