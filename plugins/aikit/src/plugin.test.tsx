import { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import {
  entity,
  response,
  workload,
} from '@aikit-backstage/plugin-aikit-common/testUtils';
import { aikitPlugin } from './plugin';

function renderEntityPage(shown: Entity) {
  const fetch = jest.fn(
    async (_url: unknown) =>
      new Response(JSON.stringify(response([workload()]))),
  );
  renderTestApp({
    features: [aikitPlugin],
    extensions: [createTestEntityPage({ entity: shown })],
    apis: [mockApis.fetch({ baseImplementation: fetch })],
  });
  return { fetch };
}

function without(annotations: Entity, type: string): Entity {
  return {
    ...annotations,
    metadata: { name: 'chat' },
    spec: { ...annotations.spec, type },
  };
}

describe('aikitPlugin', () => {
  it('shows the card, fed by the backend, on a component with Kubernetes annotations', async () => {
    const { fetch } = renderEntityPage(entity());

    // The first to load the card waits for it to be compiled.
    expect(
      await screen.findByText('AIKit inference', {}, { timeout: 4_000 }),
    ).toBeInTheDocument();
    expect(await screen.findByText('Healthy')).toBeInTheDocument();
    expect(fetch.mock.calls[0][0]).toMatch(
      /\/api\/aikit\/entities\/component\/default\/search-llm\/workloads$/,
    );
  });

  it('shows the card on an inference service', async () => {
    renderEntityPage(without(entity(), 'inference-service'));
    expect(await screen.findByText('AIKit inference')).toBeInTheDocument();
  });

  it('shows no card on other components', async () => {
    renderEntityPage(without(entity(), 'website'));
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it('shows no card on an entity of another kind', async () => {
    renderEntityPage({ ...entity(), kind: 'Resource' });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });
});
