import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Write the manifests of a workload to a file, to be published to a repository that a GitOps controller follows',
    example: stringify({
      steps: [
        {
          id: 'render',
          action: 'aikit:render',
          name: 'Render',
          input: {
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
        },
      ],
    }),
  },
  {
    description: 'Write the manifests of an engine’s preset',
    example: stringify({
      steps: [
        {
          id: 'render',
          action: 'aikit:render',
          name: 'Render',
          input: {
            namespace: 'team-chat',
            name: 'chat',
            preset: { name: 'aikit', inputs: { model: 'phi4:14b' } },
          },
        },
      ],
    }),
  },
  {
    description:
      'Write the manifests of a workload that Helm installed as the release chat, with the values that aikit:adopt gives',
    example: stringify({
      steps: [
        {
          id: 'render',
          action: 'aikit:render',
          name: 'Render',
          input: {
            namespace: 'team-chat',
            name: 'chat-aikit',
            release: 'chat',
            values: '${{ steps.adopt.output.values }}',
          },
        },
      ],
    }),
  },
  {
    description:
      'Lay out a folder of a repository that Argo CD follows, to be published as a pull request',
    example: stringify({
      steps: [
        {
          id: 'render',
          action: 'aikit:render',
          name: 'Render',
          input: {
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
      ],
    }),
  },
];
