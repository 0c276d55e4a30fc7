import { z } from 'zod';
import { idleAccelerators } from './acceleratorVendors';
import {
  aikitImage,
  aikitImageInput,
  aikitModelInput,
  aikitSize,
} from './aikitImages';
import {
  fieldEnv,
  imageValues,
  placementValues,
  workloadValues,
} from './build';
import { groupInputs, modeInput, placementInputs, sizeInputs } from './inputs';
import type { Preset, Report } from './preset';

/** Port of llama.cpp's RPC server, and its default. */
const RPC_PORT = 50052;

/** The first release whose LocalAI (4.1.0 or later) has the new command. */
const RENAMED_IN = 22;

const inputs = z.strictObject({
  model: aikitModelInput,
  image: aikitImageInput,
  aikitRelease: z
    .string()
    .regex(/^0\.\d+$/, {
      error: 'must be a release of AIKit, such as 0.21',
    })
    .default('0.21')
    .meta({
      title: 'AIKit release',
      description:
        'Release that the image was built with: the command of the workers changed in 0.22, and the tag of a model image does not tell.',
      group: 'model',
      examples: ['0.21', '0.22'],
    }),
  mode: modeInput(['distributed']),
  ...sizeInputs,
  ...groupInputs,
  ...placementInputs,
});

/**
 * Command of a worker: LocalAI's front of llama.cpp's RPC server. Up to
 * LocalAI 4.0.0 (AIKit 0.21) it is `worker`, from 4.1.0 on `p2p-worker`.
 */
function workerCommand(release: string): string[] {
  const minor = Number(release.split('.')[1]);
  return [
    'local-ai',
    minor >= RENAMED_IN ? 'p2p-worker' : 'worker',
    'llama-cpp-rpc',
    `--llama-cpp-args=-H 0.0.0.0 -p ${RPC_PORT}`,
  ];
}

/**
 * Variables of the leader: the workers' addresses, made of the leader's own
 * name. The Service that LeaderWorkerSet makes for a group has that name too.
 */
function leaderEnv(podsPerGroup: number) {
  const workers = Array.from(
    { length: podsPerGroup - 1 },
    (_, index) =>
      `$(POD_NAME)-${index + 1}.$(POD_NAME).$(POD_NAMESPACE):${RPC_PORT}`,
  );
  return [
    fieldEnv('POD_NAME', 'metadata.name'),
    fieldEnv('POD_NAMESPACE', 'metadata.namespace'),
    { name: 'LLAMACPP_GRPC_SERVERS', value: workers.join(',') },
  ];
}

function rpcWorkers(
  { podsPerGroup }: { podsPerGroup: number },
  report: Report,
): void {
  if (podsPerGroup < 2) {
    report({
      path: ['podsPerGroup'],
      rule: 'rpc-workers',
      message:
        'must be 2 or more, a leader and a worker: use the preset aikit for pods that work alone',
      suggestion: 2,
    });
  }
}

/**
 * AIKit with the model spread over the pods of a group: the leader serves, and
 * uses the workers' memory and devices through llama.cpp's RPC. Nothing guards
 * that protocol, so only the workload's own pods may reach it.
 */
export const aikitRpc: Preset<typeof inputs> = {
  name: 'aikit-rpc',
  title: 'AIKit, spread over pods',
  summary:
    'Ready AIKit images whose model is spread over a leader and its workers by llama.cpp’s RPC: right for models that no single node can hold.',
  inputs,
  values: given => ({
    image: imageValues(aikitImage(given)),
    networkPolicy: { enabled: true },
    ...placementValues(given),
    ...workloadValues(aikitSize(given), {
      set: { startupPolicy: 'LeaderCreated' },
      leader: { env: leaderEnv(given.podsPerGroup) },
      worker: {
        command: workerCommand(given.aikitRelease),
        port: RPC_PORT,
        readinessProbe: { tcpSocket: { port: RPC_PORT } },
      },
    }),
  }),
  check: rpcWorkers,
  checkImage: idleAccelerators,
};
