import {
  RenderResponse,
  renderRequestSchema,
  renderWorkload,
} from '@aikit-backstage/plugin-aikit-common';
import { json } from 'express';
import Router from 'express-promise-router';
import { RouterOptions } from './options';
import { BODY_LIMIT, parseInput } from './parse';
import { sendUncached } from './send';

/**
 * Manifests of values. It tells nothing about any cluster, so any signed-in
 * user and any service may ask.
 */
export function renderRouter({ httpAuth }: RouterOptions) {
  const router = Router();
  router.post('/', json({ limit: BODY_LIMIT }), async (req, res) => {
    await httpAuth.credentials(req);
    const request = parseInput(renderRequestSchema, req.body, 'body');
    const rendered = renderWorkload(request);
    const response: RenderResponse = {
      manifests: rendered.ok ? rendered.manifests : [],
      issues: rendered.issues,
    };
    sendUncached(res, response);
  });
  return router;
}
