import { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { EventsService, eventsServiceRef } from '@backstage/plugin-events-node';
import { WORKLOADS_EVENT_TOPIC } from '@aikit-backstage/plugin-aikit-common';
import {
  AikitRequests,
  aikitServiceRef,
} from '@aikit-backstage/plugin-aikit-node';
import catalogModuleAikit from '.';
import {
  response,
  workload,
} from '@aikit-backstage/plugin-aikit-common/testUtils';

const APPEARS_WITHIN_MS = 10_000;

describe('catalogModuleAikit, in a real catalog', () => {
  const workloads = jest.fn<
    ReturnType<AikitRequests['portalWorkloads']>,
    Parameters<AikitRequests['portalWorkloads']>
  >();
  const unused = jest.fn();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let events: EventsService;

  beforeAll(async () => {
    workloads.mockResolvedValue(response([workload()]));
    backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: { catalog: { processingInterval: { minutes: 10 } } },
        }),
        catalogPlugin,
        catalogModuleAikit,
        createServiceFactory({
          service: aikitServiceRef,
          deps: {},
          factory: () => ({
            as: () => ({
              portalWorkloads: workloads,
              workload: unused,
              deploy: unused,
              remove: unused,
              releases: unused,
              release: unused,
              adopt: unused,
            }),
          }),
        }),
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'test-events',
          register(reg) {
            reg.registerInit({
              deps: { service: eventsServiceRef },
              async init({ service }) {
                events = service;
              },
            });
          },
        }),
      ],
    });
  }, 60_000);
  afterAll(() => backend.stop());

  async function untilAnswered(status: number) {
    const { port } = backend.server.address() as AddressInfo;
    const url = `http://localhost:${port}/api/catalog/entities/by-name/component/default/search-llm`;
    const deadline = Date.now() + APPEARS_WITHIN_MS;
    for (;;) {
      const answer = await fetch(url, {
        headers: { authorization: mockCredentials.user.header() },
      });
      if (answer.status === status || Date.now() > deadline) {
        expect(answer.status).toBe(status);
        return answer.json();
      }
      await delay(100);
    }
  }

  it('shows a running workload within seconds, and removes it when it has gone', async () => {
    expect(await untilAnswered(200)).toMatchObject({
      metadata: { annotations: { 'backstage.io/kubernetes-id': 'search-llm' } },
      spec: { type: 'inference-service', owner: 'group:default/team-search' },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/team-search' }],
    });

    workloads.mockResolvedValue(response([]));
    await events.publish({ topic: WORKLOADS_EVENT_TOPIC, eventPayload: {} });
    await untilAnswered(404);
  }, 30_000);
});
