import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeAikitApi } from '../__testUtils__/fakes';
import { renderCard } from '../__testUtils__/renderCard';
import {
  cluster,
  degradedWorkload,
  entity,
  group,
  response,
  workload,
} from '@aikit-backstage/plugin-aikit-common/testUtils';

const minutesAgo = (n: number) =>
  new Date(Date.now() - n * 60_000).toISOString();

describe('EntityAikitCard', () => {
  it('is calm about a healthy workload', async () => {
    renderCard(fakeAikitApi(response([workload()])));

    expect(await screen.findByText('Healthy')).toBeInTheDocument();
    expect(screen.getByText('AIKit inference')).toBeInTheDocument();
    expect(screen.getByText('us-east / team-search')).toBeInTheDocument();
    expect(screen.getByText('live')).toBeInTheDocument();
    expect(screen.getByText('2 of 2 groups ready')).toBeInTheDocument();
    expect(screen.getByText(/updated just now/)).toBeInTheDocument();
    expect(screen.getAllByRole('button', { name: /^leader/ })).toHaveLength(2);
    expect(screen.getAllByRole('button', { name: /^worker/ })).toHaveLength(8);
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
  });

  it('shows the pending workers of a degraded workload, the numbers, and what to do', async () => {
    renderCard(fakeAikitApi(response([degradedWorkload()])));

    expect(await screen.findByText('Degraded')).toBeInTheDocument();
    expect(screen.getByText('1 of 2 groups ready')).toBeInTheDocument();
    const waiting = screen.getByRole('group', {
      name: 'group 1 waiting for GPUs',
    });
    const pending = within(waiting).getAllByRole('button', { name: /pending/ });
    expect(pending.map(tile => tile.getAttribute('aria-label'))).toEqual([
      expect.stringContaining(
        'worker search-llm-1-3, pending, on no node, 2 nvidia.com/gpu, 0 restarts',
      ),
      expect.stringContaining('worker search-llm-1-4, pending, on no node'),
    ]);

    const meter = screen.getByRole('meter', { name: 'nvidia.com/gpu' });
    expect(meter).toHaveAttribute('aria-valuenow', '16');
    expect(meter).toHaveAttribute('aria-valuemax', '20');
    expect(
      screen.getByText('16 of 20 allocated · 4 pending · NVIDIA-A10G'),
    ).toBeInTheDocument();

    const findings = screen.getByRole('list', { name: 'Findings' });
    expect(within(findings).getByTitle('Warning')).toBeInTheDocument();
    expect(findings).toHaveTextContent(/2 workers cannot be placed/);
    expect(findings).toHaveTextContent(/→ Free GPUs/);
  });

  it('says of a workload that names another owner that it is not counted', async () => {
    const foreign = workload({
      catalog: {
        entityRef: 'component:default/search-llm',
        owner: 'group:default/other-team',
      },
    });
    renderCard(fakeAikitApi(response([foreign])));

    expect(
      await screen.findByText(
        /Not counted as part of this entity: it names group:default\/other-team as its owner/,
      ),
    ).toBeInTheDocument();
  });

  it.each([
    [
      'submission',
      /A submission of chat to us-east \/ team stopped half-way at .*: submit it again to complete it, or remove it/,
    ],
    ['removal', /The removal of chat from us-east \/ team stopped half-way/],
  ] as const)('says of a %s that stopped half-way', async (action, words) => {
    const incomplete = [
      {
        cluster: 'us-east',
        namespace: 'team',
        name: 'chat',
        action,
        entityRef: 'component:default/chat',
        startedAt: minutesAgo(5),
      },
    ];
    renderCard(fakeAikitApi({ ...response([]), incomplete }));

    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('shows three findings, and the others when asked', async () => {
    const findings = [1, 2, 3, 4, 5].map(n => ({
      code: 'image-pull',
      severity: 'error' as const,
      subject: `group ${n}`,
      message: `Message ${n}.`,
      remedy: `Remedy ${n}.`,
    }));
    renderCard(fakeAikitApi(response([workload({ findings })])));

    const more = await screen.findByRole('button', { name: '2 more' });
    expect(screen.queryByText('Message 4.')).not.toBeInTheDocument();
    await userEvent.click(more);
    expect(screen.getByText('Message 5.')).toBeInTheDocument();
  });

  it('says since when a cluster has not been seen, and keeps what was known', async () => {
    const stale = cluster({
      state: 'stale',
      lastSeen: minutesAgo(2),
      error: 'Its API server does not answer.',
    });
    renderCard(fakeAikitApi(response([workload()], { clusters: [stale] })));

    expect(
      await screen.findByText(
        'us-east: last seen 2 min ago; shown is what was known then. Its API server does not answer.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('stale')).toBeInTheDocument();
    expect(screen.queryByText('live')).not.toBeInTheDocument();
    expect(screen.queryByText(/updated/)).not.toBeInTheDocument();
    expect(screen.getAllByRole('button', { name: /^leader/ })).toHaveLength(2);
  });

  it('has one row for each of several workloads, and leaves the rest untouched when a cluster is away', async () => {
    const clusters = [
      cluster(),
      cluster({ name: 'eu-west', state: 'stale', lastSeen: minutesAgo(5) }),
    ];
    const items = [
      degradedWorkload(),
      workload({ cluster: 'eu-west', name: 'search-eu' }),
    ];
    renderCard(fakeAikitApi(response(items, { clusters })));

    expect(await screen.findByText('1 of 2 clusters live')).toBeInTheDocument();
    const rows = screen.getAllByRole('button', { name: /^Show details/ });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent(/Degraded.*search-llm.*16 of 20/);
    expect(rows[0]).not.toHaveTextContent(/last seen/);
    expect(rows[1]).toHaveTextContent(
      /Healthy.*search-eu.*last seen 5 min ago/,
    );

    expect(rows[0]).toHaveAttribute('aria-expanded', 'true');
    expect(rows[1]).toHaveAttribute('aria-expanded', 'false');
    rows[1].focus();
    await userEvent.keyboard('{Enter}');
    expect(rows[1]).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getAllByRole('meter')).toHaveLength(2);
  });

  it.each([
    ['unavailable', 'us-east is unavailable; its workloads are not known.'],
    ['unsupported', 'us-east cannot be watched in the background;'],
    ['connecting', 'us-east: connecting; its workloads are not known yet.'],
  ] as const)(
    'does not call it empty when the cluster is %s',
    async (state, words) => {
      renderCard(
        fakeAikitApi(response([], { clusters: [cluster({ state })] })),
      );

      expect(
        await screen.findByText(
          'Whether something is deployed for search-llm is not known.',
        ),
      ).toBeInTheDocument();
      expect(screen.getByText(words, { exact: false })).toBeInTheDocument();
    },
  );

  it('leads from nothing to the template, with name and owner filled in', async () => {
    renderCard(fakeAikitApi(response([])));

    expect(
      await screen.findByText('Nothing is deployed for search-llm yet.'),
    ).toBeInTheDocument();
    const link = screen.getByRole('button', { name: 'Deploy a model' });
    const url = new URL(link.getAttribute('href')!, 'http://localhost');
    expect(url.pathname).toBe('/create/templates/default/aikit-inference');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      name: 'search-llm',
      owner: 'group:default/team-search',
    });
  });

  it.each([
    ['no annotations', undefined],
    ['an empty annotation', { 'backstage.io/kubernetes-id': ' ' }],
  ])(
    'says of an entity with %s which one is missing, and leads to the template',
    async (_, annotations) => {
      const api = fakeAikitApi(response([], { clusters: [] }));
      const shown = entity();
      shown.metadata.annotations = annotations;
      renderCard(api, { entity: shown });

      expect(
        await screen.findByText(
          'Which workloads belong to search-llm is not known: the entity has no annotation backstage.io/kubernetes-id.',
        ),
      ).toBeInTheDocument();
      expect(
        screen.getByText(/^Add backstage\.io\/kubernetes-id: search-llm to/),
      ).toBeInTheDocument();
      expect(
        screen.getByRole('button', { name: 'Deploy a model' }),
      ).toHaveAttribute('href', expect.stringContaining('search-llm'));
      expect(screen.queryByText(/no Kubernetes cluster/)).toBeNull();
      expect(api.workloads).not.toHaveBeenCalled();
    },
  );

  it('says that the portal has no cluster only when it has none', async () => {
    renderCard(fakeAikitApi(response([], { clusters: [] })));

    expect(
      await screen.findByText(/^The portal has no Kubernetes cluster; add one/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Deploy a model' }),
    ).not.toBeInTheDocument();
  });

  it('says why nothing can be shown, and asks again when told to', async () => {
    const api = fakeAikitApi(new Error('The backend is on holiday'));
    renderCard(api);

    expect(
      await screen.findByText(/cannot be shown: The backend is on holiday/),
    ).toBeInTheDocument();
    api.answerWith(response([workload()]));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Healthy')).toBeInTheDocument();
  });

  it('explains the health when there is no finding', async () => {
    renderCard(
      fakeAikitApi(
        response([
          workload({
            accelerators: [],
            health: {
              state: 'progressing',
              reason: 'GroupsProgressing',
              message: 'Pods pull their image.',
            },
          }),
        ]),
      ),
    );
    expect(
      await screen.findByText('Pods pull their image.'),
    ).toBeInTheDocument();
    expect(screen.getByText('No accelerators requested')).toBeInTheDocument();
  });

  it('counts the servers of standard mode', async () => {
    const server = group(0, { workers: [] });
    const groups = [
      { ...server, leader: { ...server.leader, role: 'server' as const } },
    ];
    renderCard(
      fakeAikitApi(
        response([workload({ kind: 'Deployment', mode: 'standard', groups })]),
      ),
    );
    expect(await screen.findByText('1 of 1 server ready')).toBeInTheDocument();
    expect(
      screen.getByRole('group', { name: 'server 0 ready' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^server/ })).toBeVisible(),
    );
  });
});
