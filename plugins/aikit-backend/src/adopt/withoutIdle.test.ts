import * as common from '@aikit-backstage/plugin-aikit-common';
import { withoutIdle } from './releaseRecord';

jest.mock('@aikit-backstage/plugin-aikit-common', () => {
  const actual = jest.requireActual('@aikit-backstage/plugin-aikit-common');
  return { ...actual, renderWorkload: jest.fn(actual.renderWorkload) };
});

describe('withoutIdle', () => {
  it('leaves out what makes no object another one', () => {
    const values = {
      replicaCount: 2,
      leaderWorkerSet: { leader: { command: ['/usr/bin/aikit-leader'] } },
      postInstall: { labelNamespace: { enabled: true } },
      rbac: { create: true },
    };
    expect(withoutIdle(values, {})).toEqual({ replicaCount: 2 });
  });

  it('keeps of the same what matters in the mode that runs', () => {
    const leader = { command: ['/usr/bin/aikit-leader'], image: null };
    expect(
      withoutIdle({ leaderWorkerSet: { enabled: true, leader } }, {}),
    ).toEqual({
      leaderWorkerSet: {
        enabled: true,
        leader: { command: ['/usr/bin/aikit-leader'] },
      },
    });
  });

  it('keeps what the user gave, whatever it does', () => {
    const values = {
      postInstall: { labelNamespace: { enabled: false } },
      leaderWorkerSet: { replicas: 3, worker: { port: 50051 } },
    };
    const user = {
      postInstall: { labelNamespace: { enabled: false } },
      leaderWorkerSet: { replicas: 3 },
    };
    expect(withoutIdle(values, user)).toEqual(user);
  });

  it('keeps nothing of a map of which the user gave only a default', () => {
    const user = { leaderWorkerSet: { enabled: false } };
    expect(
      withoutIdle({ leaderWorkerSet: { worker: { port: 50051 } } }, user),
    ).toEqual({});
  });

  it('gives values that cannot be rendered back as they are', () => {
    const values = { replicaCount: -1, rbac: { create: true } };
    expect(withoutIdle(values, {})).toBe(values);
  });

  it('renders a bounded number of times, and keeps what it did not try', () => {
    const nodeSelector = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`k${index}`, 'v']),
    );
    const render = jest.mocked(common.renderWorkload);
    render.mockClear();
    expect(withoutIdle({ nodeSelector }, {})).toEqual({ nodeSelector });
    expect(render.mock.calls.length).toBeLessThanOrEqual(12);
  });
});
