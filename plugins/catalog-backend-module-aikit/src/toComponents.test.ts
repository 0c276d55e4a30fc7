import {
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import {
  readPolicy,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { workload } from '@aikit-backstage/plugin-aikit-common/testUtils';
import { toComponents } from './toComponents';

const logger = mockServices.logger.mock();

const policy = readPolicy(undefined);

function componentsOf(workloads: WorkloadStatus[]) {
  return toComponents(workloads, { policy, ownersBefore: new Map(), logger });
}

function only(workloads: WorkloadStatus[]) {
  const components = [...componentsOf(workloads).values()];
  expect(components).toHaveLength(1);
  return components[0].entity;
}

describe('toComponents', () => {
  beforeEach(() => jest.clearAllMocks());

  it('makes a component with owner, system and the Kubernetes annotations', () => {
    const entity = only([
      workload({
        catalog: {
          entityRef: 'component:default/search-llm',
          owner: 'group:default/team-search',
          system: 'system:default/assistant',
        },
      }),
    ]);
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        namespace: 'default',
        name: 'search-llm',
        description: 'LLM inference with llama3.1:8b, distributed mode',
        annotations: {
          'backstage.io/managed-by-location':
            'aikit:us-east/team-search/search-llm',
          'backstage.io/managed-by-origin-location':
            'aikit:us-east/team-search/search-llm',
          'backstage.io/kubernetes-id': 'search-llm',
          'backstage.io/kubernetes-namespace': 'team-search',
          'backstage.io/kubernetes-cluster': 'us-east',
        },
        tags: ['aikit', 'distributed', 'llama3-1'],
        links: [
          {
            url: 'https://ghcr.io/kaito-project/aikit/llama3.1',
            title: 'Image llama3.1:8b',
          },
        ],
      },
      spec: {
        type: 'inference-service',
        lifecycle: 'production',
        owner: 'group:default/team-search',
        system: 'system:default/assistant',
      },
    });
  });

  it.each([
    workload(),
    workload({ image: 'registry.internal:5000/Models/_Odd__Name_@sha256:abc' }),
    workload({ image: undefined, catalog: { entityRef: 'component:a/b' } }),
  ])('makes entities that the catalog accepts ($image)', async status => {
    const entity = only([status]);
    const rules = EntityPolicies.allOf([
      new SchemaValidEntityPolicy(),
      new DefaultNamespaceEntityPolicy(),
      new NoForeignRootFieldsEntityPolicy(),
      new FieldFormatEntityPolicy(),
    ]);
    await expect(rules.enforce(entity)).resolves.toEqual(entity);
    await expect(componentEntityV1alpha1Validator.check(entity)).resolves.toBe(
      true,
    );
  });

  it("gives a workload without owner the owner 'unknown'", () => {
    const entity = only([
      workload({ catalog: { entityRef: 'component:default/search-llm' } }),
    ]);
    expect(entity.spec.owner).toBe('unknown');
    expect(entity.spec).not.toHaveProperty('system');
  });

  it('makes one component of the workloads of one entity, and selects all of them', () => {
    const entity = only([
      workload(),
      workload({ cluster: 'eu-west', mode: 'standard' }),
    ]);
    expect(entity.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location':
        'aikit:eu-west/team-search/search-llm',
      'backstage.io/kubernetes-id': 'search-llm',
      'backstage.io/kubernetes-namespace': 'team-search',
    });
    expect(entity.metadata.annotations).not.toHaveProperty([
      'backstage.io/kubernetes-cluster',
    ]);
    expect(entity.metadata.tags).toEqual([
      'aikit',
      'standard',
      'distributed',
      'llama3-1',
    ]);
  });

  it('makes the same component in whichever order the workloads come', () => {
    const workloads = [
      workload({ namespace: 'b', image: 'ghcr.io/a/phi4:14b' }),
      workload({ namespace: 'a' }),
    ];
    expect(only(workloads)).toEqual(only([...workloads].reverse()));
  });

  it('puts the component into the namespace of its reference', () => {
    const entity = only([
      workload({ catalog: { entityRef: 'component:search/llm' } }),
    ]);
    expect(entity.metadata).toMatchObject({
      namespace: 'search',
      name: 'llm',
      annotations: { 'backstage.io/kubernetes-id': 'search.llm' },
    });
  });

  it('keeps the case of the name, which is that of the label on the pods', () => {
    const components = componentsOf([
      workload({ catalog: { entityRef: 'Component:default/Search-LLM' } }),
    ]);
    expect(
      components.get('component:default/search-llm')?.entity.metadata,
    ).toMatchObject({
      name: 'Search-LLM',
      annotations: { 'backstage.io/kubernetes-id': 'Search-LLM' },
    });
  });

  it('leaves out workloads without an entity, or of another kind of entity', () => {
    const components = componentsOf([
      workload({ catalog: undefined }),
      workload({ catalog: { entityRef: 'resource:default/chat' } }),
    ]);
    expect(components.size).toBe(0);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('leaves out a workload with a bad reference, says so, and keeps the others', () => {
    const components = componentsOf([
      workload({ catalog: { entityRef: 'component:' } }),
      workload(),
    ]);
    expect([...components.keys()]).toEqual(['component:default/search-llm']);
    expect(logger.warn).toHaveBeenCalledWith(
      "Leaving out workload us-east/team-search/search-llm: bad entity reference 'component:'",
      expect.any(Error),
    );
  });

  it('names the workloads whose claim is refused, and leaves their values out', () => {
    const entity = only([
      workload({
        namespace: 'team-a',
        catalog: { entityRef: 'component:a/llm', owner: 'group:default/a' },
        createdAt: '2026-01-01T00:00:00Z',
      }),
      workload({
        namespace: 'team-b',
        catalog: {
          entityRef: 'component:a/llm',
          owner: 'group:default/b',
          system: 'system:default/b',
        },
        createdAt: '2026-01-02T00:00:00Z',
      }),
    ]);
    expect(entity.spec).toMatchObject({ owner: 'group:default/a' });
    expect(entity.spec).not.toHaveProperty('system');
    expect(entity.metadata.annotations).toMatchObject({
      'aikit-backstage/refused-claims': 'us-east/team-b/search-llm',
      'backstage.io/kubernetes-namespace': 'team-a',
    });
  });
});
