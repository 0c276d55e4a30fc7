import { ObservedPod } from '../observed/observed';
import {
  aDeployment,
  anObservation,
  ObservationParts,
  aReplicaSet,
} from '../../testUtils/objects';
import { ago, NOW } from '../../testUtils/meta';
import { aPod, notReady } from '../../testUtils/pods';
import { ObservationContext } from './context';
import { deploymentGroups } from './deploymentGroups';

const REVISION = 'deployment.kubernetes.io/revision';

const oldSet = aReplicaSet('old', {
  annotations: { [REVISION]: '1' },
  createdAt: ago(50),
});
// Rolled back to: the revision is younger, the object is not.
const newSet = aReplicaSet('new', {
  annotations: { [REVISION]: '2' },
  createdAt: ago(900),
});

function server(
  name: string,
  age: number,
  overrides: Partial<ObservedPod> = {},
  set = newSet,
): ObservedPod {
  return aPod({
    name,
    createdAt: ago(age),
    owner: { kind: 'ReplicaSet', name: set.name, uid: set.uid },
    ...overrides,
  });
}

function namesOf(pods: ObservedPod[], observation: ObservationParts = {}) {
  return deploymentGroups(
    new ObservationContext(
      anObservation({
        workload: aDeployment(),
        podSets: [oldSet, newSet],
        pods,
        ...observation,
      }),
      NOW,
    ),
  ).map(
    ({ index, leader, surge }) =>
      `${index} ${leader.name} ${leader.state}${surge ? ' surge' : ''}`,
  );
}

describe('groups of a Deployment', () => {
  it('are its pods by age', () => {
    expect(namesOf([server('b', 10), server('a', 20)])).toEqual([
      '0 a ready',
      '1 b ready',
    ]);
  });

  it('include those that are missing', () => {
    expect(namesOf([server('a', 20)])).toEqual([
      '0 a ready',
      '1 chat (missing 1) missing',
    ]);
  });

  it('are the ready pods first, while an update brings up others', () => {
    expect(
      namesOf([
        server('old-a', 60, {}, oldSet),
        server('old-b', 50, {}, oldSet),
        server('new', 5, notReady()),
      ]),
    ).toEqual(['0 old-a ready', '1 old-b ready', '2 new running surge']);
  });

  it('are those of the new template, once they are ready', () => {
    expect(
      namesOf([
        server('old-a', 60, {}, oldSet),
        server('old-b', 50, {}, oldSet),
        server('new', 5),
      ]),
    ).toEqual(['0 old-a ready', '1 new ready', '2 old-b ready surge']);
  });

  it('show terminating pods as surge where others take their place', () => {
    expect(
      namesOf([
        server('old', 60, { deletedAt: ago(1) }, oldSet),
        server('a', 20),
        server('b', 10, notReady()),
      ]),
    ).toEqual(['0 a ready', '1 b running', '2 old terminating surge']);
  });

  it('do not show an evicted pod beside the one that replaces it', () => {
    const evicted = server('gone', 90, { phase: 'Failed', reason: 'Evicted' });
    expect(namesOf([evicted, server('a', 20), server('b', 10)])).toEqual([
      '0 a ready',
      '1 b ready',
    ]);
    expect(namesOf([evicted, server('a', 20)])).toEqual([
      '0 gone failed',
      '1 a ready',
    ]);
  });

  it('are none when scaled to zero', () => {
    expect(namesOf([], { workload: aDeployment({ replicas: 0 }) })).toEqual([]);
  });
});
