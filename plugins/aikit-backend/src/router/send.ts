import { Request, Response } from 'express';
import { Answer } from '../workloads/answer';

function has(req: Request, etag: string): boolean {
  const tags = req.get('If-None-Match')?.split(',') ?? [];
  return tags.some(tag => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * Sends an answer from memory, or a 304 to who has that version already.
 *
 * Express would not: a `fetch` that sets `If-None-Match` also sends
 * `Cache-Control: no-cache`, by which Express takes the client to want it all.
 *
 * A browser may keep it, but asks each time: what a person may see can change
 * from one moment to the next.
 */
export function sendAnswer(
  req: Request,
  res: Response,
  { etag, body }: Answer,
): void {
  res.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
  if (has(req, etag)) {
    res.status(304).end();
    return;
  }
  res.type('json').send(body);
}

/** Sends what is true of this moment or this caller only. */
export function sendUncached(res: Response, body: object): void {
  res.set('Cache-Control', 'no-store').json(body);
}
