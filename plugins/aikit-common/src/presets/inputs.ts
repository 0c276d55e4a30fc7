import { z } from 'zod';
import {
  count,
  input,
  MAX_ACCELERATORS_PER_POD,
  MAX_PODS_PER_GROUP,
  quantity,
  word,
} from './inputTypes';

/** Name of a model on the Hugging Face hub, and the one to start with. */
export function hubModelInput(byDefault: string) {
  return input(word(byDefault).default(byDefault), {
    title: 'Model',
    group: 'model',
    description: 'Name on the model hub, or a path in the image.',
    means: 'model',
  });
}

/** Whether pods work alone or in groups, as far as a preset can do either. */
export function modeInput<
  const Modes extends readonly ['standard' | 'distributed', ...string[]],
>(modes: Modes) {
  return input(z.enum(modes).default(modes[0] as never), {
    title: 'Mode',
    group: 'mode',
    description:
      'standard: each pod serves alone (Deployment). distributed: a leader and its workers serve together (LeaderWorkerSet).',
    means: 'mode',
  });
}

/**
 * How many pods there are, and what each asks for. Memory is a limit, and so
 * the request too; CPU is a request only, since a limit throttles.
 */
export const sizeInputs = {
  groups: input(count(0).default(1), {
    title: 'Groups',
    group: 'size',
    description: 'Replicas: groups of pods, or in standard mode pods.',
    means: 'groups',
  }),
  accelerator: input(
    z
      .string()
      .regex(/^[a-z0-9][-a-z0-9.]*\/[\w.-]+$/, {
        error: 'must be the name of a resource, such as nvidia.com/gpu',
      })
      .default('nvidia.com/gpu'),
    {
      title: 'Accelerator',
      group: 'size',
      description:
        'Name of the resource that the cluster offers for its accelerators.',
      means: 'accelerator',
    },
  ),
  gpusPerPod: input(count(0, MAX_ACCELERATORS_PER_POD).default(1), {
    title: 'Accelerators per pod',
    group: 'size',
    description: '0 runs on CPUs.',
    means: 'gpusPerPod',
  }),
  memory: input(quantity('16Gi').optional(), {
    title: 'Memory',
    group: 'size',
    description: 'Limit of each pod, such as 16Gi.',
    means: 'memory',
  }),
  cpu: input(quantity('4').optional(), {
    title: 'CPU',
    group: 'size',
    description: 'Request of each pod, such as 4 or 500m.',
    means: 'cpu',
  }),
};

/** What only groups of several pods have. */
export const groupInputs = {
  podsPerGroup: input(count(1, MAX_PODS_PER_GROUP).default(2), {
    title: 'Pods per group',
    group: 'size',
    description: 'The leader and its workers, in distributed mode.',
    means: 'podsPerGroup',
    onlyGroups: true,
  }),
  leaderGpus: input(count(0, MAX_ACCELERATORS_PER_POD).optional(), {
    title: 'Accelerators of the leader',
    group: 'size',
    description: 'Without it as many as the workers have.',
    means: 'leaderGpus',
    onlyGroups: true,
  }),
  leaderMemory: input(quantity('16Gi').optional(), {
    title: 'Memory of the leader',
    group: 'size',
    description: 'Limit; without it that of the workers.',
    means: 'leaderMemory',
    onlyGroups: true,
  }),
  leaderCpu: input(quantity('4').optional(), {
    title: 'CPU of the leader',
    group: 'size',
    description: 'Request; without it the workers’.',
    means: 'leaderCpu',
    onlyGroups: true,
  }),
};

/** The same for engines that need an accelerator in every pod. */
export const deviceInputs = {
  ...sizeInputs,
  gpusPerPod: input(count(1, MAX_ACCELERATORS_PER_POD).default(1), {
    title: 'Accelerators per pod',
    group: 'size',
    description: 'At least one.',
    means: 'gpusPerPod',
  }),
};

/** The same for engines whose pods must all be alike. */
export const evenGroupInputs = { podsPerGroup: groupInputs.podsPerGroup };

/** Where pods may run. */
export const placementInputs = {
  instanceType: input(z.string().optional(), {
    title: 'Instance type',
    group: 'placement',
    description: 'Only nodes of this type (node.kubernetes.io/instance-type).',
    valuePath: ['nodeSelector', 'node.kubernetes.io/instance-type'],
  }),
  nodeSelector: input(z.record(z.string(), z.string()).optional(), {
    title: 'Node selector',
    group: 'placement',
    description: 'Only nodes with these labels.',
  }),
  tolerateTaint: input(z.boolean().default(true), {
    title: 'Tolerate the accelerator’s taint',
    group: 'placement',
    description: 'Run on nodes that are kept for pods which use accelerators.',
  }),
};

/** Secret with a token for the model hub. */
export const hubSecretInput = input(
  z
    .strictObject({
      name: z.string().min(1),
      key: z.string().min(1).default('token'),
    })
    .optional(),
  {
    title: 'Secret of the model hub',
    group: 'model',
    description:
      'Secret in the namespace, and its key, with the token for gated models (HF_TOKEN).',
    means: 'hubSecret',
  },
);

/** Longest conversation, in tokens. */
export const contextLengthInput = input(count(1).optional(), {
  title: 'Context length',
  group: 'model',
  description:
    'Tokens of prompt and answer together; without it the model’s own.',
  means: 'contextLength',
});

/** Size of `/dev/shm`, through which processes of one pod exchange tensors. */
export const sharedMemoryInput = input(quantity('8Gi').optional(), {
  title: 'Shared memory',
  group: 'size',
  description: 'Limit of /dev/shm; without it the pod’s memory is.',
});

/** Local disk, asked for and limited. */
export const ephemeralStorageInput = input(quantity('100Gi').optional(), {
  title: 'Local disk',
  group: 'size',
  description:
    'Requested and limited (ephemeral-storage), for downloaded weights.',
  means: 'ephemeralStorage',
});

/** One degree of parallelism. */
export function parallelInput(title: string, description: string) {
  return input(count(1).optional(), {
    title: title,
    group: 'parallelism',
    description: description,
  });
}

/** Port that the engine's API listens on. */
export function portInput(byDefault: number) {
  const error = 'must be a port: a whole number from 1 to 65535';
  return input(
    z.int({ error }).min(1, { error }).max(65535, { error }).default(byDefault),
    {
      title: 'Port',
      group: 'model',
      description: 'Port that the API listens on.',
    },
  );
}

/** Groups that may be added during a change of the workload. */
export const maxSurgeInput = input(count(0).default(0), {
  title: 'Extra groups during a change',
  group: 'placement',
  description:
    'How many groups there may be beyond the wanted number while they are replaced.',
});

/** Whether to add a probe that images of the community's examples lack. */
export const healthProbeInput = input(z.boolean().default(true), {
  title: 'Health check',
  group: 'model',
  description: 'Send requests only once the engine says that it is ready.',
});
