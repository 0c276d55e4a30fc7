import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const RELEASE = {
  cluster: 'us-east',
  namespace: 'models',
  release: 'llama',
  owner: 'group:default/team-chat',
};

export const examples: TemplateExample[] = [
  {
    description: 'Show what taking over a release would change',
    example: stringify({
      steps: [
        {
          id: 'adopt',
          action: 'aikit:adopt',
          name: 'Show',
          input: { ...RELEASE, dryRun: true },
        },
      ],
    }),
  },
  {
    description: 'Take it over, and have Helm forget it',
    example: stringify({
      steps: [
        {
          id: 'adopt',
          action: 'aikit:adopt',
          name: 'Take over',
          input: { ...RELEASE, forget: true },
        },
      ],
    }),
  },
];
