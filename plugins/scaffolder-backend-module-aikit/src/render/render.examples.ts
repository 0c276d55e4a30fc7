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
            targetPath: 'clusters/us-east/chat.yaml',
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
];
