import Router from 'express-promise-router';
import { RouterOptions } from './options';
import { sendUncached } from './send';

/** The clusters, with their state and their accelerators. */
export function clustersRouter({ httpAuth, workloads }: RouterOptions) {
  const router = Router();
  router.get('/', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    sendUncached(res, await workloads.clusters({ credentials, request: req }));
  });
  return router;
}
