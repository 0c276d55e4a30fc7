import { deployRequestSchema } from '@aikit-backstage/plugin-aikit-common';
import { json } from 'express';
import Router from 'express-promise-router';
import { RouterOptions } from './options';
import {
  assertEntityRefs,
  BODY_LIMIT,
  parseInput,
  targetSchema,
} from './parse';
import { sendAnswer, sendUncached } from './send';

const TARGET = '/clusters/:cluster/namespaces/:namespace/workloads/:name';

/** All workloads of the portal, and one workload: to see, submit and remove. */
export function workloadsRouter(options: RouterOptions) {
  const { httpAuth, workloads, deployer } = options;
  const router = Router();

  router.get('/workloads', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    sendAnswer(req, res, workloads.ofPortal());
  });

  router.get(TARGET, async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const target = parseInput(targetSchema, req.params, 'path');
    const answer = await workloads.one(target, { credentials, request: req });
    sendAnswer(req, res, answer);
  });

  router.put(TARGET, json({ limit: BODY_LIMIT }), async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const target = parseInput(targetSchema, req.params, 'path');
    const request = parseInput(deployRequestSchema, req.body, 'body');
    assertEntityRefs(request);
    sendUncached(
      res,
      await deployer.deploy(target, request, { credentials, request: req }),
    );
  });

  router.delete(TARGET, async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const target = parseInput(targetSchema, req.params, 'path');
    sendUncached(
      res,
      await deployer.remove(target, { credentials, request: req }),
    );
  });

  return router;
}
