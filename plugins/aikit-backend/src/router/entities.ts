import Router from 'express-promise-router';
import { RouterOptions } from './options';
import { entityRefSchema, parseInput } from './parse';
import { sendAnswer } from './send';

/** The workloads of an entity. */
export function entitiesRouter({ httpAuth, workloads }: RouterOptions) {
  const router = Router();
  router.get('/:kind/:namespace/:name/workloads', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const entityRef = parseInput(entityRefSchema, req.params, 'path');
    sendAnswer(
      req,
      res,
      await workloads.ofEntity(entityRef, { credentials, request: req }),
    );
  });
  return router;
}
