import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'One pod with one GPU, and wait until it is ready',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          action: 'aikit:deploy',
          name: 'Deploy',
          input: {
            cluster: 'us-east',
            namespace: 'team-chat',
            name: 'chat',
            owner: 'group:default/team-chat',
            values: {
              image: {
                repository: 'ghcr.io/kaito-project/aikit/llama3.1',
                tag: '8b',
              },
              resources: { limits: { 'nvidia.com/gpu': 1, memory: '16Gi' } },
            },
          },
        },
      ],
    }),
  },
  {
    description:
      'Two groups of a leader and four workers, waiting for up to half an hour',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          action: 'aikit:deploy',
          name: 'Deploy',
          input: {
            cluster: 'us-east',
            namespace: 'team-search',
            name: 'search-llm',
            entityRef: 'component:default/search-llm',
            owner: 'group:default/team-search',
            system: 'system:default/search',
            timeoutSeconds: 1800,
            values: {
              leaderWorkerSet: {
                enabled: true,
                replicas: 2,
                leaderWorkerTemplate: { size: 5 },
                leader: { resources: { limits: { 'nvidia.com/gpu': 4 } } },
                worker: { resources: { limits: { 'nvidia.com/gpu': 2 } } },
              },
            },
          },
        },
      ],
    }),
  },
  {
    description:
      'An engine by its preset: vLLM on two nodes with eight GPUs each',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          action: 'aikit:deploy',
          name: 'Deploy',
          input: {
            cluster: 'us-east',
            namespace: 'team-search',
            name: 'search-llm',
            preset: {
              name: 'vllm',
              inputs: {
                model: 'meta-llama/Llama-3.1-405B-Instruct',
                mode: 'distributed',
                podsPerGroup: 2,
                gpusPerPod: 8,
                hubSecret: { name: 'hub', key: 'token' },
              },
            },
          },
        },
      ],
    }),
  },
  {
    description: 'Submit what a form has collected, without waiting',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          action: 'aikit:deploy',
          name: 'Deploy',
          input: {
            cluster: '${{ parameters.cluster }}',
            namespace: '${{ parameters.namespace }}',
            name: '${{ parameters.name }}',
            values: '${{ parameters.values }}',
            wait: false,
          },
        },
      ],
    }),
  },
];
