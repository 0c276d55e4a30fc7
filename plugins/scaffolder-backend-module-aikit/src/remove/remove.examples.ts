import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Remove a workload with its Service and autoscaler',
    example: stringify({
      steps: [
        {
          id: 'remove',
          action: 'aikit:remove',
          name: 'Remove',
          input: {
            cluster: 'us-east',
            namespace: 'team-chat',
            name: 'chat',
          },
        },
      ],
    }),
  },
];
