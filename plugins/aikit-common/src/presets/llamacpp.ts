import { z } from 'zod';
import { cudaImage } from './acceleratorVendors';
import {
  FOREIGN_IMAGE,
  healthy,
  hubEnv,
  imageValues,
  isGrouped,
  placementValues,
  workloadValues,
} from './build';
import {
  contextLengthInput,
  groupInputs,
  healthProbeInput,
  hubModelInput,
  hubSecretInput,
  modeInput,
  placementInputs,
  portInput,
  sizeInputs,
} from './inputs';
import { image, input } from './inputTypes';
import type { Preset, Report } from './preset';

const PORT = 8080;

/** Images of the llama.cpp project. */
const SERVER = 'ghcr.io/ggml-org/llama.cpp:server';
const CUDA_SERVER = `${SERVER}-cuda`;

const inputs = z.strictObject({
  model: hubModelInput('ggml-org/gemma-3-1b-it-GGUF'),
  hubSecret: hubSecretInput,
  image: input(image.optional(), {
    title: 'Image',
    group: 'model',
    description:
      'Standard mode: by default llama.cpp’s own. Distributed mode: one with /llamacpp-leader and a model in it, as the example of LeaderWorkerSet builds it.',
    means: 'image',
  }),
  workerImage: input(image.optional(), {
    title: 'Image of the workers',
    group: 'model',
    description:
      'Distributed mode: one whose entrypoint is llama.cpp’s rpc-server.',
  }),
  mode: modeInput(['standard', 'distributed']),
  ...sizeInputs,
  ...groupInputs,
  contextLength: contextLengthInput,
  gpuLayers: input(z.int().min(0).default(99), {
    title: 'Layers on accelerators',
    group: 'parallelism',
    description: 'How many layers accelerators and RPC workers get.',
  }),
  rpcMemoryMiB: input(z.int().min(1).optional(), {
    title: 'Memory that a worker offers',
    group: 'parallelism',
    description:
      'MiB, for builds of rpc-server that know --mem; newer ones find out by themselves.',
  }),
  verbose: input(z.boolean().default(false), {
    title: 'Verbose log',
    group: 'model',
    description: 'Log each step of the server.',
  }),
  healthProbe: healthProbeInput,
  servicePort: input(portInput(80), {
    title: 'Port of the Service',
    group: 'model',
    description: 'Port that clients use.',
    valuePath: ['service', 'port'],
  }),
  ...placementInputs,
});

type Inputs = z.output<typeof inputs>;

/** Arguments of llama-server that both modes have. */
function serverArguments(given: Inputs): string[] {
  const { contextLength, verbose, gpuLayers, gpusPerPod } = given;
  return [
    ...(isGrouped(given) || gpusPerPod > 0
      ? ['--n-gpu-layers', `${gpuLayers}`]
      : []),
    ...(contextLength ? ['--ctx-size', `${contextLength}`] : []),
    ...(verbose ? ['--verbose'] : []),
  ];
}

function mainImage({ image: own, gpusPerPod }: Inputs): string {
  return own ?? (gpusPerPod > 0 ? CUDA_SERVER : SERVER);
}

function roles(given: Inputs) {
  const { workerImage, rpcMemoryMiB, model } = given;
  return {
    server: {
      args: [
        '--hf-repo',
        model,
        '--host',
        '0.0.0.0',
        '--port',
        `${PORT}`,
        ...serverArguments(given),
      ],
    },
    leader: { command: ['/llamacpp-leader', '--', ...serverArguments(given)] },
    worker: {
      ...(workerImage && { image: imageValues(workerImage) }),
      args: [
        '--host',
        '0.0.0.0',
        ...(rpcMemoryMiB ? ['--mem', `${rpcMemoryMiB}`] : []),
      ],
    },
  };
}

function ownImages(given: Inputs, report: Report): void {
  for (const name of ['image', 'workerImage'] as const) {
    if (isGrouped(given) && !given[name]) {
      report({
        path: [name],
        rule: 'required',
        message:
          'is required in distributed mode, because nobody publishes such an image: build it from docs/examples/llamacpp of LeaderWorkerSet, or use the preset aikit-rpc',
      });
    }
  }
}

/** llama.cpp's own server, alone or with RPC workers. */
export const llamacpp: Preset<typeof inputs> = {
  name: 'llamacpp',
  title: 'llama.cpp',
  summary:
    'llama.cpp’s own server for GGUF models, on CPUs or GPUs; distributed mode spreads a model over RPC workers.',
  inputs,
  values: given => ({
    image: imageValues(mainImage(given)),
    ...FOREIGN_IMAGE,
    readinessProbe: given.healthProbe ? { ...healthy('/health') } : null,
    service: { port: given.servicePort },
    env: hubEnv(given.hubSecret),
    // Whoever reaches an RPC port can run what he likes there.
    ...(isGrouped(given) && { networkPolicy: { enabled: true } }),
    ...placementValues(given),
    ...workloadValues(given, roles(given)),
  }),
  check: ownImages,
  checkImage: (given, running, report) =>
    cudaImage(given, CUDA_SERVER, running, report),
};
