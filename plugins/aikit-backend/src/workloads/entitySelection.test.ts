import { Policy } from '@aikit-backstage/plugin-aikit-common';
import { Entity } from '@backstage/catalog-model';
import { anObservation } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { evaluate, observedWorkload } from '../__testUtils__/workloads';
import { entitySelection as selectionOf } from './entitySelection';
import { WorkloadRow } from './rows';

function entity(annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'chat', ...(annotations && { annotations }) },
  };
}

function row(overrides: Partial<WorkloadRow> = {}): WorkloadRow {
  const workload = observedWorkload('chat');
  return {
    cluster: 'east',
    namespace: 'team',
    labels: { 'backstage.io/kubernetes-id': 'chat', tier: 'gpu' },
    entityRef: 'component:default/chat',
    managed: true,
    status: evaluate(anObservation({ cluster: 'east', workload }), {
      clusterState: 'live',
      now: new Date(0),
    }).status,
    head: '{}',
    observedAt: '2026-01-01T00:00:00Z',
    ...overrides,
  };
}

function entitySelection(
  of: Entity,
  unclaimed: Policy['unclaimed'] = 'labelled',
) {
  return selectionOf(of, unclaimed);
}

const ID = 'backstage.io/kubernetes-id';
const SELECTOR = 'backstage.io/kubernetes-label-selector';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const CLUSTER = 'backstage.io/kubernetes-cluster';

describe('entitySelection', () => {
  it('finds workloads with the label of the id', () => {
    const selection = entitySelection(entity({ [ID]: 'chat' }));
    expect(selection?.matches(row())).toBe(true);
    expect(selection?.matches(row({ labels: { [ID]: 'other' } }))).toBe(false);
    expect(selection?.matches(row({ labels: {} }))).toBe(false);
  });

  it('takes the label selector before the id', () => {
    const selection = entitySelection(
      entity({ [ID]: 'other', [SELECTOR]: 'tier in (gpu)' }),
    );
    expect(selection?.matches(row())).toBe(true);
    expect(selection?.matches(row({ labels: { [ID]: 'other' } }))).toBe(false);
  });

  it('looks only into the namespace and the cluster that are named', () => {
    const selection = entitySelection(
      entity({ [ID]: 'chat', [NAMESPACE]: 'team', [CLUSTER]: 'east' }),
    );
    expect(selection?.cluster).toBe('east');
    expect(selection?.matches(row())).toBe(true);
    expect(selection?.matches(row({ namespace: 'other' }))).toBe(false);
    expect(selection?.matches(row({ cluster: 'west' }))).toBe(false);
  });

  it.each([
    ['labelled', { [ID]: 'chat' }, true],
    ['labelled', { [ID]: 'other' }, false],
    ['all', { [ID]: 'other' }, true],
    ['none', { [ID]: 'chat' }, false],
  ] as const)(
    'finds what belongs to no entity where the policy says %s, with labels %j: %s',
    (unclaimed, labels, expected) => {
      const selection = entitySelection(
        entity({ [SELECTOR]: '!x' }),
        unclaimed,
      );
      const unowned = row({ entityRef: undefined, labels });
      expect(selection?.matches(unowned)).toBe(expected);
    },
  );

  it('takes an id of a namesake in another namespace for another', () => {
    const namesake = entity({ [ID]: 'chat' });
    namesake.metadata.namespace = 'search';
    const unowned = row({ entityRef: undefined });
    expect(entitySelection(namesake)?.matches(unowned)).toBe(false);
  });

  it.each([
    ['no annotations', undefined],
    ['only a namespace', { [NAMESPACE]: 'team' }],
    ['an empty selector', { [SELECTOR]: ' ' }],
  ])('selects nothing with %s', (_, annotations) => {
    expect(entitySelection(entity(annotations))).toBeUndefined();
  });

  it('names the annotation and the entity of a selector it cannot read', () => {
    expect(() => entitySelection(entity({ [SELECTOR]: 'a in b' }))).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(
          /kubernetes-label-selector of component:default\/chat .*'a in b'/,
        ),
      }),
    );
  });

  it('has another signature when an annotation changes', () => {
    const signature = (annotations: Record<string, string>) =>
      entitySelection(entity(annotations))?.signature;
    expect(signature({ [ID]: 'a' })).toBe(signature({ [ID]: 'a' }));
    expect(signature({ [ID]: 'a' })).not.toBe(signature({ [SELECTOR]: 'a' }));
    expect(signature({ [ID]: 'a', [NAMESPACE]: 'b' })).not.toBe(
      signature({ [ID]: 'a', [CLUSTER]: 'b' }),
    );
  });
});
