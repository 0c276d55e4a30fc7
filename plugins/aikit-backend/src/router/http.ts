import { fullEntityRef } from '@aikit-backstage/plugin-aikit-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { Request, Response } from 'express';
import { z } from 'zod';
import { Answer, encodedBody, ENCODINGS } from '../workloads/answer';

/** The root router does not compress less, either. */
const MIN_COMPRESSED_BYTES = 1024;

/**
 * @param what - where the input stands: `body` or `path`
 * @throws InputError naming each field and the rule that it breaks
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  input: unknown,
  what: string,
): T {
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  const issues = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || what}: ${message}`,
  );
  throw new InputError(`Bad request ${what}: ${issues.join('; ')}`);
}

/**
 * The body of a request, which the handler waits for in what it writes down:
 * so a bad one is written down together with who has sent it.
 *
 * @throws InputError
 */
export async function readBody<T>(
  schema: z.ZodType<T>,
  { body }: Request,
): Promise<T> {
  return parseInput(schema, body, 'body');
}

/** DNS label, as Kubernetes names namespaces and workloads. */
const dnsLabel = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be lower-case letters, digits and "-", with a letter or digit at both ends',
  );

/** Path of one workload. */
export const targetSchema = z.object({
  cluster: z.string().min(1).max(253),
  namespace: dnsLabel,
  name: dnsLabel,
});

/** Path of one namespace. */
export const namespaceSchema = targetSchema.omit({ name: true });

/** Path of one release; its name becomes part of a label selector. */
export const releaseSchema = namespaceSchema.extend({
  release: z
    .string()
    .max(53)
    .regex(
      /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
      'must be the name of a Helm release: lower-case letters, digits, "-" and "."',
    ),
});

/** Catalogs may take more than letters in names, but nothing that ends them. */
const refPart = z
  .string()
  .max(253)
  .regex(
    /^(?!\.{1,2}$)[^\s/:\p{C}]+$/u,
    'must be a part of an entity reference: no "/", ":" or blanks',
  );

/** Path of an entity, as its full reference in the catalog's spelling. */
export const entitySchema = z
  .object({ kind: refPart, namespace: refPart, name: refPart })
  .transform(parts => stringifyEntityRef(parts));

/** Query that may name an owner by a full reference. */
export const ownerSchema = z.object({
  owner: z
    .string()
    .max(512)
    .refine(owner => fullEntityRef(owner) !== undefined, {
      error: 'must be a full reference, such as group:default/search',
    })
    .optional(),
});

function has(req: Request, etag: string): boolean {
  const tags = req.get('If-None-Match')?.split(',') ?? [];
  return tags.some(tag => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * Sends an answer from memory, or a 304 to who has that version already.
 *
 * Express would not: a `fetch` that sets `If-None-Match` also sends
 * `Cache-Control: no-cache`, by which Express takes the client to want it all.
 * The root router would compress the same body for each reader again.
 *
 * A browser may keep it, but asks each time: what a person may see can change
 * from one moment to the next.
 */
export async function sendAnswer(
  req: Request,
  res: Response,
  answer: Answer,
): Promise<void> {
  const { etag, body } = answer;
  res.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
  res.vary('Accept-Encoding');
  if (has(req, etag)) {
    res.status(304).end();
    return;
  }
  res.type('json');
  const encoding = ENCODINGS.find(one => req.acceptsEncodings(one));
  if (!encoding || body.length < MIN_COMPRESSED_BYTES) {
    res.send(body);
    return;
  }
  const bytes = await encodedBody(answer, encoding);
  res.set('Content-Encoding', encoding).send(bytes);
}

/** Sends what is true of this moment or this caller only. */
export function sendUncached(res: Response, body: object): void {
  res.set('Cache-Control', 'no-store').json(body);
}
