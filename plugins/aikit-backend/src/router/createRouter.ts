import {
  adoptRequestSchema,
  deployRequestSchema,
} from '@aikit-backstage/plugin-aikit-common';
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { AuthorizedAdopter } from '../permissions/AuthorizedAdopter';
import { AuthorizedDeployer } from '../permissions/AuthorizedDeployer';
import { AuthorizedWorkloads } from '../permissions/AuthorizedWorkloads';
import {
  Asked,
  askedFor,
  askedToAdopt,
  audited,
  changedObjects,
} from './audited';
import { jsonBody } from './body';
import { costly } from './costly';
import {
  entitySchema,
  namespaceSchema,
  ownerSchema,
  parseInput,
  readBody,
  releaseSchema,
  sendAnswer,
  sendUncached,
  targetSchema,
} from './http';
import { unquoted } from './unquoted';

const NAMESPACE = '/clusters/:cluster/namespaces/:namespace';
const WORKLOAD = `${NAMESPACE}/workloads/:name`;
const RELEASE = `${NAMESPACE}/releases/:release`;

/** What the routes are made of. No service here is without authorisation. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  workloads: AuthorizedWorkloads;
  deployer: AuthorizedDeployer;
  adopter: AuthorizedAdopter;
  /** Requests of one user that ask a cluster or render; see {@link costly}. */
  costlyPerMinute?: number;
}

/** The plugin's HTTP API; its bodies are the wire contract's. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, auditor, workloads, deployer, adopter } = options;
  const router = PromiseRouter();
  const limited = costly(httpAuth, options.costlyPerMinute);
  const body = jsonBody(auditor);

  router.get('/entities/:kind/:namespace/:name/workloads', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const entityRef = parseInput(entitySchema, req.params, 'path');
    const answer = await workloads.ofEntity(entityRef, credentials);
    await sendAnswer(req, res, answer);
  });

  router.get('/clusters', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    sendUncached(res, await workloads.clusters(credentials));
  });

  router.get('/workloads', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['service'],
    });
    await sendAnswer(req, res, await workloads.ofPortal(credentials));
  });

  router.get(WORKLOAD, async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const target = parseInput(targetSchema, req.params, 'path');
    const answer = await workloads.one(target, credentials);
    await sendAnswer(req, res, answer);
  });

  router.put(WORKLOAD, limited, body, async (request, res) => {
    const credentials = await httpAuth.credentials(request);
    const target = parseInput(targetSchema, request.params, 'path');
    const wanted = readBody(deployRequestSchema, request);
    const asked = await wanted.then(askedFor, (): Asked => ({}));
    const response = await audited(
      auditor,
      {
        eventId: 'workload-deploy',
        // A form asks for a dry run at every pause of typing.
        severityLevel: asked.dryRun ? 'low' : 'medium',
        request,
        meta: { ...target, ...asked },
      },
      async note => {
        const given = await wanted;
        return unquoted(given, () =>
          deployer.deploy(target, given, credentials, note),
        );
      },
      changedObjects,
    );
    sendUncached(res, response);
  });

  router.get(`${WORKLOAD}/inference`, limited, async (request, res) => {
    const credentials = await httpAuth.credentials(request);
    const meta = parseInput(targetSchema, request.params, 'path');
    const eventId = 'workload-inference-read';
    const response = await audited(
      auditor,
      { eventId, severityLevel: 'low', request, meta },
      () => deployer.inference(meta, credentials),
    );
    sendUncached(res, response);
  });

  router.post(`${WORKLOAD}/approval`, limited, async (request, res) => {
    const credentials = await httpAuth.credentials(request);
    const meta = parseInput(targetSchema, request.params, 'path');
    const response = await audited(
      auditor,
      { eventId: 'workload-approve', severityLevel: 'medium', request, meta },
      note => deployer.approve(meta, credentials, note),
      changedObjects,
    );
    sendUncached(res, response);
  });

  router.get('/policy', async (request, res) => {
    const credentials = await httpAuth.credentials(request);
    const { owner } = parseInput(ownerSchema, request.query, 'query');
    sendUncached(res, await deployer.policy(owner, credentials));
  });

  router.delete(WORKLOAD, limited, async (request, res) => {
    const credentials = await httpAuth.credentials(request);
    const meta = parseInput(targetSchema, request.params, 'path');
    const response = await audited(
      auditor,
      { eventId: 'workload-remove', severityLevel: 'medium', request, meta },
      note => deployer.remove(meta, credentials, note),
      changedObjects,
    );
    sendUncached(res, response);
  });

  router.get(`${NAMESPACE}/releases`, limited, async (request, res) => {
    const credentials = await httpAuth.credentials(request);
    const meta = parseInput(namespaceSchema, request.params, 'path');
    const response = await audited(
      auditor,
      { eventId: 'release-list', severityLevel: 'low', request, meta },
      () => adopter.list(meta, credentials),
    );
    sendUncached(res, response);
  });

  router.get(RELEASE, limited, async (request, res) => {
    const credentials = await httpAuth.credentials(request);
    const meta = parseInput(releaseSchema, request.params, 'path');
    const response = await audited(
      auditor,
      { eventId: 'release-read', severityLevel: 'medium', request, meta },
      () => adopter.get(meta, credentials),
    );
    sendUncached(res, response);
  });

  router.post(`${RELEASE}/adopt`, limited, body, async (request, res) => {
    const credentials = await httpAuth.credentials(request);
    const target = parseInput(releaseSchema, request.params, 'path');
    const wanted = readBody(adoptRequestSchema, request);
    const asked = await wanted.then(askedToAdopt, () => ({}));
    const response = await audited(
      auditor,
      {
        eventId: 'release-adopt',
        severityLevel: 'medium',
        request,
        meta: { ...target, ...asked },
      },
      async () => adopter.adopt(target, await wanted, credentials),
      changedObjects,
    );
    sendUncached(res, response);
  });

  return router;
}
