import type { PresetChoice } from '@aikit-backstage/plugin-aikit-common';

/** A file of the community, and the inputs that make the same. */
export interface Example {
  file: string;
  /** Path under `docs/examples` of kubernetes-sigs/lws. */
  source: string;
  preset: PresetChoice;
}

const HUB_SECRET = { name: 'hub', key: 'token' };

const NO_PLACEMENT = { tolerateTaint: false };

/** All examples for an inference engine. */
export const examples: Example[] = [
  {
    file: 'llamacpp.yaml',
    source: 'llamacpp/k8s/lws.yaml',
    preset: {
      name: 'llamacpp',
      inputs: {
        mode: 'distributed',
        image: 'llamacpp-llama3-8b-instruct-bartowski-q5km:latest',
        workerImage: 'llamacpp-worker:latest',
        podsPerGroup: 5,
        gpusPerPod: 0,
        rpcMemoryMiB: 4192,
        verbose: true,
        healthProbe: false,
        ...NO_PLACEMENT,
      },
    },
  },
  {
    file: 'vllm-gpu.yaml',
    source: 'vllm/GPU/lws.yaml',
    preset: {
      name: 'vllm',
      inputs: {
        model: 'meta-llama/Llama-3.1-405B-Instruct',
        mode: 'distributed',
        groups: 2,
        podsPerGroup: 2,
        gpusPerPod: 8,
        memory: '1124Gi',
        cpu: '125',
        ephemeralStorage: '800Gi',
        sharedMemory: '15Gi',
        hubSecret: HUB_SECRET,
        ...NO_PLACEMENT,
      },
    },
  },
  {
    file: 'vllm-tpu.yaml',
    source: 'vllm/TPU/lws.yaml',
    preset: {
      name: 'vllm',
      inputs: {
        model: 'meta-llama/Llama-3.3-70B-Instruct',
        mode: 'distributed',
        groups: 2,
        podsPerGroup: 4,
        accelerator: 'google.com/tpu',
        gpusPerPod: 4,
        sharedMemory: '30Gi',
        maxSurge: 1,
        nodeSelector: {
          'cloud.google.com/gke-tpu-accelerator': 'tpu-v5-lite-podslice',
          'cloud.google.com/gke-tpu-topology': '4x4',
        },
        hubSecret: HUB_SECRET,
        ...NO_PLACEMENT,
      },
    },
  },
  {
    file: 'tensorrt-llm.yaml',
    source: 'tensorrt-llm/lws.yaml',
    preset: {
      name: 'tensorrt-llm',
      inputs: {
        // The example has a placeholder, "<image>".
        image: 'example.com/tensorrt-llm:1',
        podsPerGroup: 2,
        gpusPerPod: 8,
        tensorParallel: 2,
        pipelineParallel: 8,
        healthProbe: false,
        hubSecret: HUB_SECRET,
        ...NO_PLACEMENT,
      },
    },
  },
  {
    file: 'sglang.yaml',
    source: 'sglang/lws.yaml',
    preset: {
      name: 'sglang',
      inputs: {
        mode: 'distributed',
        groups: 2,
        podsPerGroup: 2,
        trustRemoteCode: true,
        hubSecret: HUB_SECRET,
        ...NO_PLACEMENT,
      },
    },
  },
];
