import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { fakeAikitApi } from '../__testUtils__/fakes';
import {
  degradedWorkload,
  entity,
  response,
} from '@aikit-backstage/plugin-aikit-common/testUtils';
import { AikitApi, aikitApiRef, aikitPlugin, EntityAikitCard } from '.';
import { templateRouteRef } from '../routes';

describe('aikitPlugin for the old frontend system', () => {
  it('shows the same card', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[[aikitApiRef, fakeAikitApi(response([degradedWorkload()]))]]}
      >
        <EntityProvider entity={entity()}>
          <EntityAikitCard variant="gridItem" />
        </EntityProvider>
      </TestApiProvider>,
    );

    expect(await screen.findByText('AIKit inference')).toBeInTheDocument();
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
    expect(
      screen.getByText('16 of 20 allocated · 4 pending · NVIDIA-A10G'),
    ).toBeInTheDocument();
  });

  it('leads to the template page of the app', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[aikitApiRef, fakeAikitApi(response([]))]]}>
        <EntityProvider entity={entity()}>
          <EntityAikitCard template="ai/chat" />
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/create/:namespace/:templateName': templateRouteRef,
        },
      },
    );

    expect(
      await screen.findByRole('button', { name: 'Deploy a model' }),
    ).toHaveAttribute('href', expect.stringMatching(/^\/create\/ai\/chat\?/));
  });

  it('brings the same client', async () => {
    const fetch = jest.fn(
      async () => new Response(JSON.stringify({ items: [] })),
    );
    const [factory] = [...aikitPlugin.getApis()];
    expect(factory.api).toBe(aikitApiRef);
    const api = factory.factory({
      discoveryApi: mockApis.discovery(),
      fetchApi: { fetch },
    }) as AikitApi;

    await expect(api.clusters()).resolves.toEqual({ items: [] });
    expect(fetch).toHaveBeenCalledWith(
      'http://example.com/api/aikit/clusters',
      expect.objectContaining({ method: 'GET' }),
    );
  });
});
