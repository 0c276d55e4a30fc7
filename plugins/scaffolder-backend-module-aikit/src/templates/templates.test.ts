import { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { aikitServiceRef } from '@aikit-backstage/plugin-aikit-node';
import { fakeAikit } from '../__testUtils__/fakeAikit';
import scaffolderAikit from '..';
import { TemplateProvider } from './TemplateProvider';

const APPEARS_WITHIN_MS = 10_000;

async function startPortal(config: object) {
  return startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { catalog: { processingInterval: { minutes: 10 } }, ...config },
      }),
      catalogPlugin,
      templateKind,
      scaffolderPlugin,
      scaffolderAikit,
      createServiceFactory({
        service: aikitServiceRef,
        deps: {},
        factory: () => fakeAikit(),
      }),
    ],
  });
}

/** Templates of the catalog by name, once there are as many. */
async function templatesOf(
  { server }: Awaited<ReturnType<typeof startPortal>>,
  count: number,
) {
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}/api/catalog/entities?filter=kind=template`;
  const deadline = Date.now() + APPEARS_WITHIN_MS;
  for (;;) {
    const response = await fetch(url, {
      headers: { authorization: mockCredentials.user.header() },
    });
    const found: { metadata: { name: string }; spec: { owner: string } }[] =
      await response.json();
    if (found.length >= count || Date.now() > deadline) {
      return found
        .map(({ metadata: { name }, spec: { owner } }) => ({ name, owner }))
        .sort((a, b) => a.name.localeCompare(b.name));
    }
    await delay(100);
  }
}

describe('the templates of the package, in a real catalog', () => {
  it('are those that the configuration names, with its owner', async () => {
    const owner = 'group:default/ml-platform';
    const names = ['aikit-inference', 'aikit-adopt'];
    const portal = await startPortal({
      aikit: { templates: { owner, names } },
    });
    expect(await templatesOf(portal, 2)).toEqual([
      { name: 'aikit-adopt', owner },
      { name: 'aikit-inference', owner },
    ]);
    await portal.stop();
  }, 60_000);

  it('are none when the configuration does not ask for them', async () => {
    const portal = await startPortal({});
    expect(await templatesOf(portal, 0)).toEqual([]);
    await portal.stop();
  }, 60_000);
});

describe('TemplateProvider', () => {
  it('refuses a template that is not there, and says which are', () => {
    expect(
      () => new TemplateProvider({ owner: 'x', names: ['aikit-deploy'] }),
    ).toThrow(
      /aikit\.templates\.names has aikit-deploy.*aikit-inference, aikit-inference-gitops/,
    );
  });
});
