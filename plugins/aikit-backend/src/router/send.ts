import { Response } from 'express';
import { Answer } from '../workloads/answer';

/**
 * Sends an answer from memory; Express makes it a 304 for who has that version
 * already.
 *
 * A browser may keep it, but asks each time: what a person may see can change
 * from one moment to the next.
 */
export function sendAnswer(res: Response, { etag, body }: Answer): void {
  res.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
  res.type('json').send(body);
}

/** Sends what is true of this moment or this caller only. */
export function sendUncached(res: Response, body: object): void {
  res.set('Cache-Control', 'no-store').json(body);
}
