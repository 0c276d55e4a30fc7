import { WORKLOAD_ANNOTATIONS } from '@aikit-backstage/plugin-aikit-common';
import { mockServices } from '@backstage/backend-test-utils';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { evaluate, observedWorkload } from '../__testUtils__/workloads';
import { CatalogChanges } from './CatalogChanges';
import { WorkloadStatuses } from './WorkloadStatuses';

describe('CatalogChanges', () => {
  let stop = () => {};

  function setup() {
    const mirrors = new FakeMirrors('east');
    const statuses = new WorkloadStatuses({
      mirrors,
      evaluate,
      logger: mockServices.logger.mock(),
    });
    const announce = jest.fn();
    const changes = new CatalogChanges({ statuses, announce });
    changes.start();
    statuses.start();
    stop = () => {
      changes.stop();
      statuses.stop();
    };
    const announced = () => {
      jest.advanceTimersByTime(50);
      const { length } = announce.mock.calls;
      announce.mockClear();
      return length;
    };
    announced();
    return { east: mirrors.get('east')!, announced };
  }

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    stop();
    jest.useRealTimers();
  });

  it('notices a workload of the portal that comes, and one that goes', () => {
    const { east, announced } = setup();
    east.set(observedWorkload('chat'));
    east.set(observedWorkload('search'));
    expect(announced()).toBe(1);
    east.remove(observedWorkload('chat'));
    expect(announced()).toBe(1);
  });

  it('notices another owner, and not another health', () => {
    const { east, announced } = setup();
    const chat = observedWorkload('chat');
    east.set(chat);
    announced();
    east.set({ ...chat, replicas: 5 });
    expect(announced()).toBe(0);
    east.set({
      ...chat,
      annotations: {
        ...chat.annotations,
        [WORKLOAD_ANNOTATIONS.owner]: 'group:default/team',
      },
    });
    expect(announced()).toBe(1);
  });

  it('takes no notice of what others have submitted', () => {
    const { east, announced } = setup();
    east.set(observedWorkload('foreign', { labels: {} }));
    east.set(observedWorkload('no-entity', { annotations: {} }));
    expect(announced()).toBe(0);
  });

  it('notices that the state of a cluster has changed', () => {
    const { east, announced } = setup();
    east.state = 'stale';
    east.tellOf({ status: true });
    expect(announced()).toBe(1);
  });
});
