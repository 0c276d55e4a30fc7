import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/**
 * An example of an action, as the scaffolder's page of actions shows it.
 *
 * @param action - such as `deploy`
 * @param next - steps that come after it
 */
function example(
  action: string,
  description: string,
  input: object,
  ...next: object[]
): TemplateExample {
  const step = { id: action, action: `aikit:${action}`, name: description };
  return {
    description,
    example: stringify({ steps: [{ ...step, input }, ...next] }),
  };
}

export const deployExamples = [
  example('deploy', 'Run one pod with one GPU, and wait until it is ready', {
    cluster: 'us-east',
    namespace: 'team-chat',
    name: 'chat',
    owner: 'group:default/team-chat',
    values: {
      image: { repository: 'ghcr.io/kaito-project/aikit/llama3.1', tag: '8b' },
      resources: { limits: { 'nvidia.com/gpu': 1, memory: '16Gi' } },
    },
  }),
  example(
    'deploy',
    'Run two groups of a leader and four workers, and wait for up to half an hour',
    {
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
  ),
  example(
    'deploy',
    'Run an engine by its preset: vLLM on two nodes with eight GPUs each',
    {
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
  ),
  example('deploy', 'Submit what a form has collected, without waiting', {
    cluster: '${{ parameters.cluster }}',
    namespace: '${{ parameters.namespace }}',
    name: '${{ parameters.name }}',
    values: '${{ parameters.values }}',
    wait: false,
  }),
];

export const renderExamples = [
  example(
    'render',
    'Write the manifests of a workload to a file, to be published to a repository that a GitOps controller follows',
    {
      namespace: 'team-chat',
      name: 'chat',
      owner: 'group:default/team-chat',
      targetPath: 'clusters/us-east/team-chat/chat.yaml',
      values: {
        image: {
          repository: 'ghcr.io/kaito-project/aikit/llama3.1',
          tag: '8b',
        },
      },
    },
  ),
  example('render', 'Write the manifests of an engine’s preset', {
    namespace: 'team-chat',
    name: 'chat',
    preset: { name: 'aikit', inputs: { model: 'phi4:14b' } },
  }),
  example(
    'render',
    'Write the manifests of a workload that Helm installed as the release chat, with the values that aikit:adopt gives',
    {
      namespace: 'team-chat',
      name: 'chat-aikit',
      release: 'chat',
      values: '${{ steps.adopt.output.values }}',
    },
  ),
  example(
    'render',
    'Lay out a folder of a repository that Argo CD follows, to be published as a pull request',
    {
      namespace: 'team-chat',
      name: 'chat',
      layout: 'argocd',
      targetPath: 'clusters/us-east/team-chat/chat',
      argocd: {
        repoURL: 'https://github.com/team-chat/deployments.git',
        cluster: 'us-east',
      },
      preset: { name: 'aikit', inputs: { model: 'phi4:14b' } },
    },
    {
      id: 'publish',
      action: 'publish:github:pull-request',
      name: 'Open a pull request',
      input: {
        repoUrl: 'github.com?owner=team-chat&repo=deployments',
        branchName: 'aikit/us-east/team-chat/chat',
        title: 'Run chat',
        description: '${{ steps.render.output.summary }}',
        update: true,
      },
    },
  ),
];

const RELEASE = {
  cluster: 'us-east',
  namespace: 'models',
  release: 'llama',
  owner: 'group:default/team-chat',
};

export const adoptExamples = [
  example('adopt', 'Show what taking over a release would change', {
    ...RELEASE,
    dryRun: true,
  }),
  example('adopt', 'Take it over, and have Helm forget it', {
    ...RELEASE,
    forget: true,
  }),
];

export const removeExamples = [
  example('remove', 'Remove a workload with its Service and autoscaler', {
    cluster: 'us-east',
    namespace: 'team-chat',
    name: 'chat',
  }),
];
