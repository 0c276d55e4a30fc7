import { adoptRequestSchema } from '@aikit-backstage/plugin-aikit-common';
import { json } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { RouterOptions } from './options';
import {
  assertEntityRefs,
  BODY_LIMIT,
  parseInput,
  targetSchema,
} from './parse';
import { sendUncached } from './send';

const RELEASES = '/clusters/:cluster/namespaces/:namespace/releases';

const whereSchema = targetSchema.omit({ name: true });

/** Path of one release; its name becomes part of a label selector. */
const releaseSchema = whereSchema.extend({
  release: z
    .string()
    .max(53)
    .regex(
      /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
      'must be the name of a Helm release: lower-case letters, digits, "-" and "."',
    ),
});

/** Helm releases of the AIKit chart: to see, and to take over. */
export function releasesRouter({ httpAuth, adopter }: RouterOptions) {
  const router = Router();

  router.get(RELEASES, async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const where = parseInput(whereSchema, req.params, 'path');
    sendUncached(res, await adopter.list(where, { credentials, request: req }));
  });

  router.get(`${RELEASES}/:release`, async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const target = parseInput(releaseSchema, req.params, 'path');
    sendUncached(res, await adopter.get(target, { credentials, request: req }));
  });

  router.post(
    `${RELEASES}/:release/adopt`,
    json({ limit: BODY_LIMIT }),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const target = parseInput(releaseSchema, req.params, 'path');
      const request = parseInput(adoptRequestSchema, req.body, 'body');
      assertEntityRefs(request);
      sendUncached(
        res,
        await adopter.adopt(target, request, { credentials, request: req }),
      );
    },
  );

  return router;
}
