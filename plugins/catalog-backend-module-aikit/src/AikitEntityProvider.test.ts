import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  DeferredEntity,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ClusterState,
  readPolicy,
  WORKLOADS_EVENT_TOPIC,
  WorkloadsResponse,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import {
  AikitRequests,
  AikitService,
} from '@aikit-backstage/plugin-aikit-node';
import { AikitEntityProvider } from './AikitEntityProvider';
import {
  cluster,
  response,
  workload,
} from '@aikit-backstage/plugin-aikit-common/testUtils';

const SEARCH = workload();
const CHAT = workload({
  cluster: 'eu-west',
  name: 'chat',
  catalog: { entityRef: 'component:default/chat' },
});
const BOTH_LIVE = { 'us-east': 'live', 'eu-west': 'live' } as const;

/** The backend's answer about clusters in these states. */
function answer(
  states: Record<string, ClusterState>,
  items: WorkloadStatus[],
): WorkloadsResponse {
  const clusters = Object.entries(states).map(([name, state]) =>
    cluster({ name, state }),
  );
  return response(items, { clusters });
}

/** A provider that is connected to a catalog that remembers references. */
async function connected(
  first: WorkloadsResponse | Error,
  entities: Entity[] = [],
) {
  let current = first;
  const catalog = new Set<string>();
  const refOf = ({ entity }: DeferredEntity) => stringifyEntityRef(entity);
  const applyMutation = jest.fn<
    Promise<void>,
    Parameters<EntityProviderConnection['applyMutation']>
  >(async mutation => {
    if (mutation.type === 'full') {
      catalog.clear();
      mutation.entities.forEach(entity => catalog.add(refOf(entity)));
    } else {
      mutation.added.forEach(entity => catalog.add(refOf(entity)));
      mutation.removed.forEach(removed =>
        catalog.delete(
          'entityRef' in removed ? removed.entityRef : refOf(removed),
        ),
      );
    }
  });
  const workloads = jest.fn<
    ReturnType<AikitRequests['portalWorkloads']>,
    Parameters<AikitRequests['portalWorkloads']>
  >(async () => {
    if (current instanceof Error) {
      throw current;
    }
    return current;
  });
  const unused = jest.fn();
  const as = jest.fn<AikitRequests, Parameters<AikitService['as']>>();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const events = mockServices.events.mock();
  const runner = { run: jest.fn() };
  const provider = new AikitEntityProvider({
    aikit: {
      as: as.mockReturnValue({
        portalWorkloads: workloads,
        workload: unused,
        deploy: unused,
        remove: unused,
        releases: unused,
        release: unused,
        adopt: unused,
      }),
    },
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
    events,
    logger,
    policy: readPolicy(undefined),
    taskRunner: runner,
    retryDelaysMs: [1, 1],
  });
  await provider.connect({ applyMutation, refresh: unused });
  const { fn: runTask } = runner.run.mock.calls[0][0];
  const { topics, onEvent } = events.subscribe.mock.calls[0][0];
  return {
    catalog,
    applyMutation,
    workloads,
    as,
    logger,
    topics,
    /** What the regular task does when the backend answers so. */
    async refresh(next: WorkloadsResponse | Error = first) {
      current = next;
      await runTask(new AbortController().signal);
      return [...catalog].sort();
    },
    event: () => onEvent({ topic: WORKLOADS_EVENT_TOPIC, eventPayload: {} }),
  };
}

describe('AikitEntityProvider', () => {
  it('adds a component for each entity of a running workload', async () => {
    const { refresh } = await connected(answer(BOTH_LIVE, [SEARCH, CHAT]));
    expect(await refresh()).toEqual([
      'component:default/chat',
      'component:default/search-llm',
    ]);
  });

  it('asks as the catalog itself', async () => {
    const { refresh, as } = await connected(answer(BOTH_LIVE, []));
    await refresh();
    expect(as).toHaveBeenCalledWith(mockCredentials.service('plugin:test'));
  });

  it('removes the component of a workload that has gone', async () => {
    const { refresh } = await connected(answer(BOTH_LIVE, [SEARCH, CHAT]));
    await refresh();
    expect(await refresh(answer(BOTH_LIVE, [CHAT]))).toEqual([
      'component:default/chat',
    ]);
  });

  it('has the component of what was submitted and stopped half-way', async () => {
    const incomplete = {
      cluster: 'us-east',
      namespace: 'team-search',
      action: 'submission' as const,
      owner: 'group:default/team-search',
      startedAt: '2026-01-01T00:00:00.000Z',
    };
    const { refresh, applyMutation } = await connected({
      ...answer(BOTH_LIVE, [SEARCH]),
      incomplete: [
        {
          ...incomplete,
          name: 'search-llm',
          entityRef: 'component:default/search-llm',
        },
        { ...incomplete, name: 'half', entityRef: 'component:default/half' },
      ],
    });
    expect(await refresh()).toEqual([
      'component:default/half',
      'component:default/search-llm',
    ]);
    const [{ entities }] = applyMutation.mock.lastCall as unknown as [
      { entities: DeferredEntity[] },
    ];
    expect(
      entities.find(({ entity }) => entity.metadata.name === 'half')?.entity,
    ).toMatchObject({
      metadata: { annotations: { 'backstage.io/kubernetes-id': 'half' } },
      spec: { owner: 'group:default/team-search' },
    });
  });

  it('refreshes once for a burst of events', async () => {
    jest.useFakeTimers();
    try {
      const provider = await connected(answer(BOTH_LIVE, [SEARCH]));
      expect(provider.topics).toEqual([WORKLOADS_EVENT_TOPIC]);
      await provider.event();
      await provider.event();
      expect(provider.applyMutation).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(250);
      expect(provider.applyMutation).toHaveBeenCalledTimes(1);
      expect([...provider.catalog]).toEqual(['component:default/search-llm']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('asks again when the AIKit backend is still starting', async () => {
    const { refresh, workloads, logger } = await connected(
      answer(BOTH_LIVE, [SEARCH]),
    );
    workloads.mockRejectedValueOnce(new ServiceUnavailableError('starting'));
    expect(await refresh()).toEqual(['component:default/search-llm']);
    expect(workloads).toHaveBeenCalledTimes(2);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('keeps the entities, and says so once, when the AIKit backend stays away', async () => {
    const { refresh, workloads, logger } = await connected(
      answer(BOTH_LIVE, [SEARCH]),
    );
    await refresh();
    workloads.mockClear();
    expect(await refresh(new ServiceUnavailableError('away'))).toEqual([
      'component:default/search-llm',
    ]);
    expect(workloads).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('keeps the entities when the backend knows of no cluster yet', async () => {
    const { refresh } = await connected(answer(BOTH_LIVE, [SEARCH]));
    await refresh();
    expect(await refresh(answer({}, []))).toEqual([
      'component:default/search-llm',
    ]);
  });

  it('keeps the entities of a cluster that has just been lost, and removes what has gone elsewhere', async () => {
    const { refresh } = await connected(answer(BOTH_LIVE, [SEARCH, CHAT]));
    await refresh();
    expect(
      await refresh(answer({ 'us-east': 'live', 'eu-west': 'stale' }, [CHAT])),
    ).toEqual(['component:default/chat']);
  });

  it.each(['connecting', 'unavailable'] as const)(
    'neither removes nor holds up entities while a cluster is %s',
    async state => {
      const { refresh, applyMutation } = await connected(
        answer(BOTH_LIVE, [CHAT]),
      );
      await refresh();
      const clusters = { 'us-east': 'live', 'eu-west': state } as const;
      expect(await refresh(answer(clusters, [SEARCH]))).toEqual([
        'component:default/chat',
        'component:default/search-llm',
      ]);
      expect(applyMutation.mock.lastCall?.[0].type).toBe('delta');
      expect(await refresh(answer(clusters, []))).toEqual([
        'component:default/chat',
      ]);
      expect(await refresh(answer(BOTH_LIVE, []))).toEqual([]);
    },
  );

  it('keeps a component that also ran in a cluster not listed yet', async () => {
    const { refresh } = await connected(
      answer(BOTH_LIVE, [SEARCH, { ...SEARCH, cluster: 'eu-west' }]),
    );
    await refresh();
    expect(
      await refresh(answer({ 'us-east': 'live', 'eu-west': 'connecting' }, [])),
    ).toEqual(['component:default/search-llm']);
  });

  it('is not held up by a cluster that cannot be watched', async () => {
    const { refresh, applyMutation } = await connected(
      answer({ 'us-east': 'live', google: 'unsupported' }, [SEARCH]),
    );
    await refresh();
    expect(applyMutation.mock.lastCall?.[0].type).toBe('full');
  });

  it('says it again at the next refresh when the catalog has refused', async () => {
    const { refresh, applyMutation } = await connected(
      answer(BOTH_LIVE, [SEARCH]),
    );
    applyMutation.mockRejectedValueOnce(new Error('database is locked'));
    expect(await refresh()).toEqual(['component:default/search-llm']);
  });

  it('leaves an entity to its owner while the cluster of the owner is not listed', async () => {
    const { refresh } = await connected(
      answer({ 'us-east': 'connecting', 'eu-west': 'live' }, [
        workload({
          cluster: 'eu-west',
          catalog: {
            entityRef: 'component:default/search-llm',
            owner: 'group:default/b',
          },
        }),
        CHAT,
      ]),
      [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'search-llm', namespace: 'default' },
          spec: { owner: 'a' },
        },
      ],
    );
    expect(await refresh()).toEqual(['component:default/chat']);
  });

  it('leaves a contested entity to the owner that the catalog has', async () => {
    const claim = (namespace: string, owner: string, createdAt: string) =>
      workload({
        namespace,
        createdAt,
        catalog: { entityRef: 'component:default/search-llm', owner },
      });
    const { refresh, applyMutation } = await connected(
      answer(BOTH_LIVE, [
        claim('team-b', 'group:default/b', '2026-01-01T00:00:00Z'),
        claim('team-a', 'group:default/a', '2026-01-02T00:00:00Z'),
      ]),
      [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'search-llm', namespace: 'default' },
          spec: { owner: 'a' },
        },
      ],
    );
    await refresh();
    expect(applyMutation).toHaveBeenLastCalledWith({
      type: 'full',
      entities: [
        {
          entity: expect.objectContaining({
            spec: expect.objectContaining({ owner: 'group:default/a' }),
          }),
        },
      ],
    });
  });
});
