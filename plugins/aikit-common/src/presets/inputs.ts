import { z } from 'zod';
import {
  about,
  count,
  MAX_ACCELERATORS_PER_POD,
  MAX_PODS_PER_GROUP,
  quantity,
  word,
} from './inputTypes';

/** Name of a model on the Hugging Face hub, and the one to start with. */
export function hubModelInput(byDefault: string) {
  return word(byDefault)
    .default(byDefault)
    .meta(
      about(
        'Model',
        'model',
        'Name on the model hub, or a path in the image.',
        { means: 'model' },
      ),
    );
}

/** Whether pods work alone or in groups, as far as a preset can do either. */
export function modeInput<
  const Modes extends readonly ['standard' | 'distributed', ...string[]],
>(modes: Modes) {
  return z
    .enum(modes)
    .default(modes[0] as never)
    .meta(
      about(
        'Mode',
        'mode',
        'standard: each pod serves alone (Deployment). distributed: a leader and its workers serve together (LeaderWorkerSet).',
        { means: 'mode' },
      ),
    );
}

/**
 * How many pods there are, and what each asks for. Memory is a limit, and so
 * the request too; CPU is a request only, since a limit throttles.
 */
export const sizeInputs = {
  groups: count(0)
    .default(1)
    .meta(
      about(
        'Groups',
        'size',
        'Replicas: groups of pods, or in standard mode pods.',
        { means: 'groups' },
      ),
    ),
  accelerator: z
    .string()
    .regex(/^[a-z0-9][-a-z0-9.]*\/[\w.-]+$/, {
      error: 'must be the name of a resource, such as nvidia.com/gpu',
    })
    .default('nvidia.com/gpu')
    .meta(
      about(
        'Accelerator',
        'size',
        'Name of the resource that the cluster offers for its accelerators.',
        { means: 'accelerator' },
      ),
    ),
  gpusPerPod: count(0, MAX_ACCELERATORS_PER_POD)
    .default(1)
    .meta(
      about('Accelerators per pod', 'size', '0 runs on CPUs.', {
        means: 'gpusPerPod',
      }),
    ),
  memory: quantity('16Gi')
    .optional()
    .meta(
      about('Memory', 'size', 'Limit of each pod, such as 16Gi.', {
        means: 'memory',
      }),
    ),
  cpu: quantity('4')
    .optional()
    .meta(
      about('CPU', 'size', 'Request of each pod, such as 4 or 500m.', {
        means: 'cpu',
      }),
    ),
};

/** What only groups of several pods have. */
export const groupInputs = {
  podsPerGroup: count(1, MAX_PODS_PER_GROUP)
    .default(2)
    .meta(
      about(
        'Pods per group',
        'size',
        'The leader and its workers, in distributed mode.',
        { means: 'podsPerGroup', onlyGroups: true },
      ),
    ),
  leaderGpus: count(0, MAX_ACCELERATORS_PER_POD)
    .optional()
    .meta(
      about(
        'Accelerators of the leader',
        'size',
        'Without it as many as the workers have.',
        { means: 'leaderGpus', onlyGroups: true },
      ),
    ),
  leaderMemory: quantity('16Gi')
    .optional()
    .meta(
      about(
        'Memory of the leader',
        'size',
        'Limit; without it that of the workers.',
        { means: 'leaderMemory', onlyGroups: true },
      ),
    ),
  leaderCpu: quantity('4')
    .optional()
    .meta(
      about('CPU of the leader', 'size', 'Request; without it the workers’.', {
        means: 'leaderCpu',
        onlyGroups: true,
      }),
    ),
};

/** The same for engines that need an accelerator in every pod. */
export const deviceInputs = {
  ...sizeInputs,
  gpusPerPod: count(1, MAX_ACCELERATORS_PER_POD)
    .default(1)
    .meta(
      about('Accelerators per pod', 'size', 'At least one.', {
        means: 'gpusPerPod',
      }),
    ),
};

/** The same for engines whose pods must all be alike. */
export const evenGroupInputs = { podsPerGroup: groupInputs.podsPerGroup };

/** Where pods may run. */
export const placementInputs = {
  instanceType: z
    .string()
    .optional()
    .meta(
      about(
        'Instance type',
        'placement',
        'Only nodes of this type (node.kubernetes.io/instance-type).',
        { valuePath: ['nodeSelector', 'node.kubernetes.io/instance-type'] },
      ),
    ),
  nodeSelector: z
    .record(z.string(), z.string())
    .optional()
    .meta(about('Node selector', 'placement', 'Only nodes with these labels.')),
  tolerateTaint: z
    .boolean()
    .default(true)
    .meta(
      about(
        'Tolerate the accelerator’s taint',
        'placement',
        'Run on nodes that are kept for pods which use accelerators.',
      ),
    ),
};

/** Secret with a token for the model hub. */
export const hubSecretInput = z
  .strictObject({
    name: z.string().min(1),
    key: z.string().min(1).default('token'),
  })
  .optional()
  .meta(
    about(
      'Secret of the model hub',
      'model',
      'Secret in the namespace, and its key, with the token for gated models (HF_TOKEN).',
      { means: 'hubSecret' },
    ),
  );

/** Longest conversation, in tokens. */
export const contextLengthInput = count(1)
  .optional()
  .meta(
    about(
      'Context length',
      'model',
      'Tokens of prompt and answer together; without it the model’s own.',
      { means: 'contextLength' },
    ),
  );

/** Size of `/dev/shm`, through which processes of one pod exchange tensors. */
export const sharedMemoryInput = quantity('8Gi')
  .optional()
  .meta(
    about(
      'Shared memory',
      'size',
      'Limit of /dev/shm; without it the pod’s memory is.',
    ),
  );

/** Local disk, asked for and limited. */
export const ephemeralStorageInput = quantity('100Gi')
  .optional()
  .meta(
    about(
      'Local disk',
      'size',
      'Requested and limited (ephemeral-storage), for downloaded weights.',
      { means: 'ephemeralStorage' },
    ),
  );

/** One degree of parallelism. */
export function parallelInput(title: string, description: string) {
  return count(1).optional().meta(about(title, 'parallelism', description));
}

/** Port that the engine's API listens on. */
export function portInput(byDefault: number) {
  const error = 'must be a port: a whole number from 1 to 65535';
  return z
    .int({ error })
    .min(1, { error })
    .max(65535, { error })
    .default(byDefault)
    .meta(about('Port', 'model', 'Port that the API listens on.'));
}

/** Groups that may be added during a change of the workload. */
export const maxSurgeInput = count(0)
  .default(0)
  .meta(
    about(
      'Extra groups during a change',
      'placement',
      'How many groups there may be beyond the wanted number while they are replaced.',
    ),
  );

/** Whether to add a probe that images of the community's examples lack. */
export const healthProbeInput = z
  .boolean()
  .default(true)
  .meta(
    about(
      'Health check',
      'model',
      'Send requests only once the engine says that it is ready.',
    ),
  );
