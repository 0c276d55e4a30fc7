import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { clustersRouter } from './clusters';
import { entitiesRouter } from './entities';
import { RouterOptions } from './options';
import { releasesRouter } from './releases';
import { renderRouter } from './render';
import { workloadsRouter } from './workloads';

/** The plugin's HTTP API; its bodies are the wire contract's. */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  router.use('/entities', entitiesRouter(options));
  router.use('/clusters', clustersRouter(options));
  router.use('/render', renderRouter(options));
  router.use(workloadsRouter(options));
  router.use(releasesRouter(options));
  return router;
}
