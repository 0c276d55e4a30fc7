import { z } from 'zod';
import { hasOtherAccelerators } from './acceleratorVendors';
import { engineValues, fieldEnv, healthy, hubEnv } from './build';
import {
  deviceInputs,
  evenGroupInputs,
  healthProbeInput,
  hubSecretInput,
  modeInput,
  parallelInput,
  placementInputs,
  sharedMemoryInput,
} from './inputs';
import { image, input, word } from './inputTypes';
import { parallelism, parallelDegrees } from './parallelism';
import type { Preset, Report } from './preset';

/** Port of Triton's HTTP API. */
const PORT = 8000;

const REPOSITORY = '/data/tensorrtllm_backend/all_models/inflight_batcher_llm/';

/** What the leader needs to find the group's pods and to start ranks there. */
const RULES = [
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
  { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
];

const inputs = z.strictObject({
  image: input(image, {
    title: 'Image',
    group: 'model',
    description:
      'One with Triton, kubectl and server.py, as the example of LeaderWorkerSet builds it; nobody publishes one.',
    means: 'image',
  }),
  setup: input(word('./install_model.sh').default('./install_model.sh'), {
    title: 'Setup',
    group: 'model',
    description: 'Program in the image that gets the model and builds engines.',
  }),
  modelRepository: input(word(REPOSITORY).default(REPOSITORY), {
    title: 'Model repository',
    group: 'model',
    description: 'Where the setup leaves Triton’s model repository.',
  }),
  hubSecret: hubSecretInput,
  mode: modeInput(['distributed']),
  ...deviceInputs,
  ...evenGroupInputs,
  sharedMemory: sharedMemoryInput,
  tensorParallel: parallelInput(
    'Tensor parallelism',
    'Parts of each layer. Default: the accelerators of a pod.',
  ),
  pipelineParallel: parallelInput(
    'Pipeline parallelism',
    'Parts of the row of layers. Default: the pods of a group.',
  ),
  healthProbe: healthProbeInput,
  ...placementInputs,
});

type Inputs = z.output<typeof inputs>;

/** A shell's command line of one role. */
function command(given: Inputs, role: 'leader' | 'worker'): string[] {
  const { setup, modelRepository, gpusPerPod } = given;
  const { tensor, pipeline } = parallelism(given);
  const ofLeader = [
    '--stateful_set_group_key=${GROUP_KEY}',
    `--pp=${pipeline}`,
    `--tp=${tensor}`,
    `--gpu_per_node=${gpusPerPod}`,
    // Without it the leader looks for its workers in the namespace "default".
    '--namespace=${POD_NAMESPACE}',
  ];
  const words = [
    `${setup}; python3 ./server.py ${role}`,
    ...(role === 'leader' ? ofLeader : []),
    `--triton_model_repo_dir=${modelRepository}`,
  ];
  return ['sh', '-c', words.join(' ')];
}

function nvidiaOnly(given: Inputs, report: Report): void {
  if (hasOtherAccelerators(given)) {
    report({
      path: ['accelerator'],
      rule: 'nvidia-only',
      message:
        'must be a resource of NVIDIA GPUs, which alone TensorRT-LLM runs on: use nvidia.com/gpu, or another engine',
      suggestion: 'nvidia.com/gpu',
    });
  }
}

/** TensorRT-LLM under Triton, its ranks started over the pods by MPI. */
export const tensorrtLlm: Preset<typeof inputs> = {
  name: 'tensorrt-llm',
  title: 'TensorRT-LLM',
  summary:
    'TensorRT-LLM under Triton over several nodes with NVIDIA GPUs: right when engines are built for one model and one kind of GPU.',
  inputs,
  values: given => ({
    ...engineValues(given, given.image, PORT, {
      leader: {
        command: command(given, 'leader'),
        port: PORT,
        env: [
          fieldEnv(
            'GROUP_KEY',
            "metadata.labels['leaderworkerset.sigs.k8s.io/group-key']",
          ),
          ...hubEnv(given.hubSecret),
          fieldEnv('POD_NAMESPACE', 'metadata.namespace'),
        ],
      },
      worker: { command: command(given, 'worker') },
    }),
    readinessProbe: given.healthProbe ? healthy('/v2/health/ready') : null,
    serviceAccount: { create: true },
    rbac: { create: true, rules: RULES },
  }),
  check: (given, report) => {
    nvidiaOnly(given, report);
    parallelDegrees(given, report);
  },
};
