import { setTimeout as pause } from 'node:timers/promises';
import aikitPlugin from '@aikit-backstage/plugin-aikit-backend';
import {
  clusterAccessServiceRef,
  KubernetesList,
  KubernetesObject,
  ListOptions,
  ResourceType,
} from '@aikit-backstage/plugin-aikit-node';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import {
  AuditorService,
  coreServices,
  createServiceFactory,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PLANTED } from './texts';

/** A cluster whose Helm Secrets are what the fuzzer says. */
class FuzzedClusters extends FakeClusterAccess {
  helmSecrets: KubernetesObject[] = [];

  async *list(
    cluster: string,
    type: ResourceType,
    options?: ListOptions,
  ): AsyncGenerator<KubernetesList> {
    if (type.plural === 'secrets') {
      yield { metadata: { resourceVersion: '1' }, items: this.helmSecrets };
    } else {
      yield* super.list(cluster, type, options);
    }
    // The fake remembers what it was asked, and the heap is measured.
    this.requests.length = 0;
    this.resource(cluster, type).lists.length = 0;
  }
}

/** Somebody else's Deployment, with a secret in plain text. */
const FOREIGN: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'foreign',
    namespace: 'team',
    uid: 'foreign',
    resourceVersion: '1',
    labels: { app: 'chat' },
  },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'c',
            image: 'i',
            env: [{ name: 'A', value: `foreign ${PLANTED}` }],
          },
        ],
      },
    },
  },
};

/** The real backend plugin over HTTP, with a cluster and a catalog of our own. */
export async function startPortal() {
  const clusters = new FuzzedClusters();
  clusters.infos = [{ name: 'east' }];
  clusters.put('deployments', FOREIGN);
  /** Of the entity that is asked for. */
  const annotations: Record<string, string> = {};
  /** What was written to logs and to the auditor since it was last emptied. */
  const written: string[] = [];
  const note = (...all: unknown[]) => {
    written.push(
      all
        .map(one => (one instanceof Error ? one.message : JSON.stringify(one)))
        .join(' '),
    );
  };
  const logger: LoggerService = {
    error: note,
    warn: note,
    info: note,
    debug: note,
    child: () => logger,
  };
  const auditor: AuditorService = {
    createEvent: async ({ eventId, meta }) => {
      note(eventId, meta);
      return {
        success: async more => note(eventId, more?.meta),
        fail: async more => note(eventId, more.error, more.meta),
      };
    },
  };
  const entityOf = (ref: string): Entity => {
    const { kind, namespace, name } = parseEntityRef(ref);
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: { namespace, name, annotations: { ...annotations } },
      spec: { owner: 'user:default/mock' },
    };
  };
  const catalog = Object.assign(catalogServiceMock(), {
    getEntityByRef: async (ref: unknown) => entityOf(String(ref)),
    getEntitiesByRefs: async (request: { entityRefs: string[] }) => ({
      items: request.entityRefs.map(entityOf),
    }),
  });
  const backend = await startTestBackend({
    features: [
      aikitPlugin,
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      mockServices.rootConfig.factory({
        data: { aikit: { costlyPerMinute: 1e9, policy: { adopt: true } } },
      }),
      createServiceFactory({
        service: coreServices.logger,
        deps: {},
        factory: () => logger,
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => auditor,
      }),
      createServiceFactory({
        service: clusterAccessServiceRef,
        deps: {},
        factory: () => clusters,
      }),
    ],
  });
  // The mirror of the cluster takes a moment.
  await pause(500);
  return {
    url: `http://127.0.0.1:${backend.server.port()}/api/aikit`,
    clusters,
    annotations,
    written,
    stop: () => backend.stop(),
  };
}

/** See {@link startPortal}. */
export type Portal = Awaited<ReturnType<typeof startPortal>>;
