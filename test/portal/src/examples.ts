import { DeployRequest } from '@aikit-backstage/plugin-aikit-common';

const IMAGE = { repository: 'ghcr.io/kaito-project/aikit/llama3.1', tag: '8b' };

/** Values as a user writes them. */
type Values = DeployRequest['values'];

/** The CPU example of AIKit's document: a leader and two workers. */
export const CPU_EXAMPLE: Values = {
  image: IMAGE,
  leaderWorkerSet: {
    enabled: true,
    leaderWorkerTemplate: { size: 3 },
    leader: {
      resources: {
        limits: { memory: '8Gi' },
        requests: { cpu: '2000m', memory: '4Gi' },
      },
    },
    worker: {
      resources: {
        limits: { memory: '4Gi' },
        requests: { cpu: '1000m', memory: '2Gi' },
      },
    },
  },
};

/**
 * The GPU example of AIKit's document: a leader with 4 GPUs and four workers
 * with 2 each, on nodes of one instance type.
 */
export function gpuExample(replicas = 1): Values {
  return {
    image: IMAGE,
    leaderWorkerSet: {
      enabled: true,
      replicas,
      leaderWorkerTemplate: { size: 5 },
      leader: {
        resources: { limits: { 'nvidia.com/gpu': '4', memory: '64Gi' } },
      },
      worker: {
        resources: { limits: { 'nvidia.com/gpu': '2', memory: '32Gi' } },
      },
    },
    nodeSelector: { 'node.kubernetes.io/instance-type': 'g5.4xlarge' },
    tolerations: [
      { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
    ],
  };
}

/** Groups of a leader and one worker, with one GPU each. */
export function pairs(replicas: number, tag = '8b'): Values {
  const resources = { limits: { 'nvidia.com/gpu': '1', memory: '1Gi' } };
  return {
    image: { ...IMAGE, tag },
    leaderWorkerSet: {
      enabled: true,
      replicas,
      leaderWorkerTemplate: { size: 2 },
      leader: { resources },
      worker: { resources },
    },
  };
}

/** Two pods of standard mode, with one GPU each. */
export const DEPLOYMENT_EXAMPLE: Values = {
  image: IMAGE,
  replicaCount: 2,
  resources: { limits: { 'nvidia.com/gpu': '1', memory: '8Gi' } },
};
