import { entity } from '@aikit-backstage/plugin-aikit-common/testUtils';
import { templateFormData } from './NothingDeployed';

describe('templateFormData', () => {
  it('leaves out what is not known', () => {
    expect(templateFormData({ ...entity('chat'), relations: [] })).toEqual({
      name: 'chat',
    });
  });

  it('fills in relations and the limits of the annotations', () => {
    const limited = entity('chat');
    limited.metadata.annotations = {
      'backstage.io/kubernetes-cluster': 'us-east',
      'backstage.io/kubernetes-namespace': 'team-search',
    };
    limited.relations?.push({
      type: 'partOf',
      targetRef: 'system:default/search',
    });
    expect(templateFormData(limited)).toEqual({
      name: 'chat',
      owner: 'group:default/team-search',
      system: 'system:default/search',
      cluster: 'us-east',
      namespace: 'team-search',
    });
  });
});
