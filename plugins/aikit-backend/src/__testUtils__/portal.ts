import { readPolicy } from '@aikit-backstage/plugin-aikit-common';
import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  ServiceMock,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EventsService } from '@backstage/plugin-events-node';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
  Permission,
} from '@backstage/plugin-permission-common';
import express from 'express';
import { ReleaseAdopter } from '../adopt/ReleaseAdopter';
import { WorkloadDeployer } from '../deploy/WorkloadDeployer';
import { AuthorizedAdopter } from '../permissions/AuthorizedAdopter';
import { AuthorizedDeployer } from '../permissions/AuthorizedDeployer';
import { AuthorizedWorkloads } from '../permissions/AuthorizedWorkloads';
import { EntityAccess } from '../permissions/EntityAccess';
import { createRouter } from '../router/createRouter';
import { createWorkloads } from '../workloads/createWorkloads';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { FakeMirrors } from './FakeMirrors';
import { inMemorySubmissions } from './submissions';
import { evaluate } from './workloads';

/** A Component whose workloads carry its name as the Kubernetes id. */
export function component(
  name: string,
  annotations: Record<string, string> = { 'backstage.io/kubernetes-id': name },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

/** The group of the user who asks. */
export const OWN_GROUP = 'group:default/search';

/** Names of permissions that a caller lacks; those on one entity with it. */
export type Denials = string[];

function permissionsWithout(denials: Denials): ServiceMock<PermissionsService> {
  const decide = ({ name }: Permission, resourceRef?: string) => ({
    result:
      denials.includes(name) || denials.includes(`${name} on ${resourceRef}`)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  return mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) =>
        decide(permission, resourceRef),
      ) as DefinitivePolicyDecision[],
    authorizeConditional: async requests =>
      requests.map(({ permission }) =>
        decide(permission),
      ) as DefinitivePolicyDecision[],
  });
}

/** Who asks, and what they may. */
export interface Callers {
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  permissions: ServiceMock<PermissionsService>;
  userInfo: UserInfoService;
}

/**
 * The plugin's HTTP API on a catalog, permissions and a cluster of the test's
 * making. What is `hidden` is in the catalog, and no user may read it.
 */
export function portal(
  options: {
    entities?: Entity[];
    hidden?: Entity[];
    denials?: Denials;
    /** `aikit.policy` of app-config. */
    policy?: object;
    /** Of callers other than one user; the catalog is then the test's, too. */
    callers?: Callers;
    /** By default no test comes to the end of what one user may ask for. */
    costlyPerMinute?: number;
  } = {},
) {
  const { entities = [], hidden = [], denials = [] } = options;
  const mirrors = new FakeMirrors('east', 'west');
  const { callers } = options;
  const permissions = callers?.permissions ?? permissionsWithout(denials);
  const policy = readPolicy(options.policy);
  const clusterAccess = new FakeClusterAccess();
  const signals = { publish: jest.fn(async () => {}) };
  const events: ServiceMock<EventsService> = mockServices.events.mock();
  const auth = mockServices.auth();
  const logger = mockServices.logger.mock();
  const auditEvent = {
    success: jest.fn(async () => {}),
    fail: jest.fn(async () => {}),
  };
  const auditor = mockServices.auditor.mock({
    createEvent: async () => auditEvent,
  });

  const visible = catalogServiceMock({ entities });
  const all = catalogServiceMock({ entities: [...entities, ...hidden] });
  const shownTo = (request: object | undefined) => {
    const { credentials } = request as { credentials: BackstageCredentials };
    return auth.isPrincipal(credentials, 'service') ? all : visible;
  };
  const catalog = catalogServiceMock.mock({
    getEntityByRef: async (ref, request) =>
      shownTo(request).getEntityByRef(ref),
    getEntitiesByRefs: async (refs, request) =>
      shownTo(request).getEntitiesByRefs(refs),
  });

  const submissions = inMemorySubmissions(logger);
  const { workloads, start, stop } = createWorkloads({
    submissions,
    mirrors,
    policy,
    evaluate,
    signals,
    events,
    logger,
  });
  const access = new EntityAccess({
    catalog: callers?.catalog ?? catalog,
    permissions,
    auth,
    userInfo:
      callers?.userInfo ??
      mockServices.userInfo({
        ownershipEntityRefs: ['user:default/mock', OWN_GROUP],
      }),
  });
  const app = express();
  const router = createRouter({
    httpAuth: callers?.httpAuth ?? mockServices.httpAuth(),
    auditor,
    costlyPerMinute: options.costlyPerMinute ?? 100_000,
    workloads: new AuthorizedWorkloads(workloads, access),
    deployer: new AuthorizedDeployer({
      deployer: new WorkloadDeployer({ clusterAccess, mirrors, policy }),
      workloads,
      access,
      submissions,
    }),
    adopter: new AuthorizedAdopter({
      adopter: new ReleaseAdopter({ clusterAccess, mirrors, policy, logger }),
      access,
      policy,
    }),
  });
  app.use(router);
  app.use(mockErrorHandler());
  start();
  return {
    app,
    router,
    stop,
    submissions,
    mirrors,
    east: mirrors.get('east')!,
    clusterAccess,
    signals,
    events,
    auditor,
    auditEvent,
    permissions,
  };
}

/** Headers of another plugin that asks for itself. */
export const asService = {
  authorization: mockCredentials.service.header(),
};
