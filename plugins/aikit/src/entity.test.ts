import { Entity } from '@backstage/catalog-model';
import { isAikitAvailable } from './entity';

const ID = 'backstage.io/kubernetes-id';
const SELECTOR = 'backstage.io/kubernetes-label-selector';

function entity(options: {
  kind?: string;
  type?: string;
  annotations?: Record<string, string>;
}): Entity {
  const { kind = 'Component', type = 'service', annotations } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'chat', annotations },
    spec: { type },
  };
}

describe('isAikitAvailable', () => {
  it.each([
    ['a component with an id', { annotations: { [ID]: 'chat' } }],
    ['one with a label selector', { annotations: { [SELECTOR]: 'app=chat' } }],
    ['an inference service', { type: 'inference-service' }],
    [
      'whatever the case of its kind',
      { kind: 'component', type: 'Inference-Service' },
    ],
  ])('is true for %s', (_, options) => {
    expect(isAikitAvailable(entity(options))).toBe(true);
  });

  it.each([
    ['a component without annotations', {}],
    ['one whose annotation is empty', { annotations: { [ID]: ' ' } }],
    ['another kind', { kind: 'Resource', annotations: { [ID]: 'chat' } }],
    ['another kind of that type', { kind: 'API', type: 'inference-service' }],
  ])('is false for %s', (_, options) => {
    expect(isAikitAvailable(entity(options))).toBe(false);
  });
});
