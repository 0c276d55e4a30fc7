import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { ClusterStatus } from '@aikit-backstage/plugin-aikit-common';

/** The best first. They run beside the event loop. */
const ENCODERS = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      // As the root router does: the best one takes a hundred times as long.
      params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** How a body may be compressed, by its name in HTTP. */
type Encoding = keyof typeof ENCODERS;
export const ENCODINGS = Object.keys(ENCODERS) as Encoding[];

/**
 * The body of a response, serialised, with what a conditional request needs.
 */
export interface Answer {
  /** Hash of what the body says, its times of observation aside. */
  version: string;
  /** The version as an entity tag, quotes included. */
  etag: string;
  /** JSON. */
  body: Buffer;
}

const encoded = new WeakMap<
  Answer,
  Partial<Record<Encoding, Promise<Buffer>>>
>();

/** The body of an answer, compressed once however many ask for it. */
export function encodedBody(
  answer: Answer,
  encoding: Encoding,
): Promise<Buffer> {
  const bodies = encoded.get(answer) ?? {};
  encoded.set(answer, bodies);
  bodies[encoding] ??= ENCODERS[encoding](answer.body);
  return bodies[encoding];
}

/**
 * Makes an answer of parts that are JSON already.
 *
 * The time at which a live cluster was last seen moves on without any news,
 * and is no part of the version.
 *
 * @param clusters - what is known of the clusters that were looked at
 * @param content - JSON of the rest of what makes a version
 * @param body - the JSON body for a version
 * @param known - the answer so far, returned when it is still right
 */
export function makeAnswer(
  clusters: ClusterStatus[],
  content: string,
  body: (version: string) => string,
  known?: Answer,
): Answer {
  const states = clusters.map(({ lastSeen, ...status }) => [
    status.name,
    status.state,
    status.error,
    status.state === 'live' ? undefined : lastSeen,
  ]);
  const version = createHash('sha256')
    .update(JSON.stringify(states))
    .update(content)
    .digest('base64url')
    .slice(0, 27);
  if (known?.version === version) {
    return known;
  }
  return { version, etag: `"${version}"`, body: Buffer.from(body(version)) };
}
