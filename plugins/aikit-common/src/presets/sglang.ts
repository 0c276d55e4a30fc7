import { z } from 'zod';
import { cudaImage } from './acceleratorVendors';
import { engineValues, gpusOf, healthy, isGrouped, listening } from './build';
import {
  contextLengthInput,
  deviceInputs,
  evenGroupInputs,
  hubModelInput,
  hubSecretInput,
  modeInput,
  parallelInput,
  placementInputs,
  portInput,
  sharedMemoryInput,
} from './inputs';
import { image, input } from './inputTypes';
import type { Preset, Report } from './preset';

const IMAGE = 'lmsysorg/sglang:latest';

/** Port on which the processes of a group find each other. */
const MEETING_PORT = 20000;

const inputs = z.strictObject({
  model: hubModelInput('meta-llama/Meta-Llama-3.1-8B-Instruct'),
  hubSecret: hubSecretInput,
  trustRemoteCode: input(z.boolean().default(false), {
    title: 'Trust the model’s code',
    group: 'model',
    description: 'Run Python code that comes with the model.',
  }),
  image: input(image.default(IMAGE), {
    title: 'Image',
    group: 'model',
    description: 'Image with SGLang, with its tag.',
    means: 'image',
  }),
  mode: modeInput(['standard', 'distributed']),
  ...deviceInputs,
  ...evenGroupInputs,
  sharedMemory: sharedMemoryInput,
  tensorParallel: parallelInput(
    'Tensor parallelism',
    'Parts of each layer: all accelerators of a group, which is the default.',
  ),
  contextLength: contextLengthInput,
  port: portInput(40000),
  ...placementInputs,
});

type Inputs = z.output<typeof inputs>;

/** The command of one role; only what answers requests has a port. */
function command(given: Inputs, answers: boolean): string[] {
  const { model, port, contextLength, trustRemoteCode } = given;
  const meeting = [
    ...['--dist-init-addr', `$(LWS_LEADER_ADDRESS):${MEETING_PORT}`],
    ...['--nnodes', '$(LWS_GROUP_SIZE)'],
    ...['--node-rank', '$(LWS_WORKER_INDEX)'],
  ];
  return [
    ...['python3', '-m', 'sglang.launch_server'],
    ...['--model-path', model],
    ...['--tp', `${given.tensorParallel ?? gpusOf(given)}`],
    ...(isGrouped(given) ? meeting : []),
    ...(trustRemoteCode ? ['--trust-remote-code'] : []),
    ...(contextLength ? ['--context-length', `${contextLength}`] : []),
    ...(answers ? ['--host', '0.0.0.0', '--port', `${port}`] : []),
  ];
}

function tensorDegree(given: Inputs, report: Report): void {
  const all = gpusOf(given);
  if (given.tensorParallel !== undefined && given.tensorParallel !== all) {
    report({
      path: ['tensorParallel'],
      rule: 'parallelism',
      message: `must be ${all}, the accelerators of a group: leave it out, or change the accelerators per pod`,
      suggestion: all,
    });
  }
}

/** SGLang, in one pod or over the pods of a group. */
export const sglang: Preset<typeof inputs> = {
  name: 'sglang',
  title: 'SGLang',
  summary:
    'SGLang for models of the Hugging Face hub on GPUs: right for long shared prompts and structured output.',
  inputs,
  values: given => {
    const { image: running, port } = given;
    const serving = { command: command(given, true), port };
    return engineValues(given, running, port, {
      server: { ...serving, readinessProbe: healthy('/health') },
      leader: { ...serving, readinessProbe: listening(port) },
      worker: { command: command(given, false) },
    });
  },
  check: tensorDegree,
  checkImage: (given, running, report) =>
    cudaImage(given, IMAGE, running, report),
};
