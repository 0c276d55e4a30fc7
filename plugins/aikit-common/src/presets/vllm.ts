import { z } from 'zod';
import { cudaImage } from './acceleratorVendors';
import { engineValues, healthy, listening } from './build';
import {
  contextLengthInput,
  deviceInputs,
  ephemeralStorageInput,
  groupInputs,
  hubModelInput,
  hubSecretInput,
  maxSurgeInput,
  modeInput,
  parallelInput,
  placementInputs,
  portInput,
  sharedMemoryInput,
} from './inputs';
import { image, input } from './inputTypes';
import { parallelism, parallelDegrees } from './parallelism';
import type { Preset } from './preset';

const TPU = 'google.com/tpu';

/** By kind of accelerator: the image, and where it has the examples. */
const IMAGES = {
  gpu: { image: 'vllm/vllm-openai:v0.8.5', examples: '/vllm-workspace' },
  tpu: { image: 'vllm/vllm-tpu:latest', examples: '/workspace/vllm' },
};

const inputs = z.strictObject({
  model: hubModelInput('meta-llama/Llama-3.1-8B-Instruct'),
  hubSecret: hubSecretInput,
  image: input(image.optional(), {
    title: 'Image',
    group: 'model',
    description: 'By default the vLLM project’s own, for GPUs or TPUs.',
    means: 'image',
  }),
  mode: modeInput(['standard', 'distributed']),
  ...deviceInputs,
  ...groupInputs,
  ephemeralStorage: ephemeralStorageInput,
  sharedMemory: sharedMemoryInput,
  tensorParallel: parallelInput(
    'Tensor parallelism',
    'Parts of each layer. Default: the GPUs of a pod, or all TPU chips of a group.',
  ),
  pipelineParallel: parallelInput(
    'Pipeline parallelism',
    'Parts of the row of layers. Default: what is left, usually one for each pod.',
  ),
  contextLength: contextLengthInput,
  port: portInput(8080),
  maxSurge: maxSurgeInput,
  ...placementInputs,
});

type Inputs = z.output<typeof inputs>;

/**
 * TPU chips of a slice are one mesh over all pods, so that a layer can be
 * split over all of them.
 */
function withMesh(given: Inputs): Inputs {
  const { accelerator, tensorParallel, pipelineParallel } = given;
  return accelerator === TPU && !tensorParallel && !pipelineParallel
    ? { ...given, pipelineParallel: 1 }
    : given;
}

/** Arguments of the API server. */
function serverArguments(given: Inputs): string[] {
  const { model, port, contextLength, accelerator } = given;
  const { tensor, pipeline } = parallelism(withMesh(given));
  const split =
    accelerator === TPU
      ? [
          `--tensor-parallel-size=${tensor}`,
          ...(pipeline > 1 ? [`--pipeline-parallel-size=${pipeline}`] : []),
        ]
      : [
          '--tensor-parallel-size',
          `${tensor}`,
          '--pipeline_parallel_size',
          `${pipeline}`,
        ];
  return [
    ...['--port', `${port}`, '--model', model],
    ...split,
    ...(contextLength ? ['--max-model-len', `${contextLength}`] : []),
  ];
}

const SERVER = ['python3', '-m', 'vllm.entrypoints.openai.api_server'];

function roles(given: Inputs) {
  const { port, accelerator, maxSurge } = given;
  const { examples } = accelerator === TPU ? IMAGES.tpu : IMAGES.gpu;
  const ray = `bash ${examples}/examples/online_serving/multi-node-serving.sh`;
  const serve = [...SERVER, ...serverArguments(given)];
  return {
    set: {
      ...(maxSurge > 0 && {
        rolloutStrategy: {
          type: 'RollingUpdate',
          rollingUpdateConfiguration: { maxUnavailable: 1, maxSurge },
        },
      }),
    },
    server: { command: serve, port, readinessProbe: healthy('/health') },
    leader: {
      command: [
        'sh',
        '-c',
        `${ray} leader --ray_cluster_size=$(LWS_GROUP_SIZE); ${serve.join(
          ' ',
        )}`,
      ],
      port,
      readinessProbe: listening(port),
    },
    worker: {
      command: [
        'sh',
        '-c',
        `${ray} worker --ray_address=$(LWS_LEADER_ADDRESS)`,
      ],
    },
  };
}

/** vLLM, in one pod or on a Ray cluster of the pods of a group. */
export const vllm: Preset<typeof inputs> = {
  name: 'vllm',
  title: 'vLLM',
  summary:
    'vLLM for models of the Hugging Face hub on GPUs or TPUs: right for high throughput, and distributed for models beyond one node.',
  inputs,
  values: given => {
    const byDefault = given.accelerator === TPU ? IMAGES.tpu : IMAGES.gpu;
    const running = given.image ?? byDefault.image;
    return engineValues(given, running, given.port, roles(given));
  },
  check: (given, report) => parallelDegrees(withMesh(given), report),
  checkImage: (given, running, report) =>
    cudaImage(given, IMAGES.gpu.image, running, report),
};
