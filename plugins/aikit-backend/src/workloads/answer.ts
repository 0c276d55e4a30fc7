import { createHash } from 'node:crypto';
import { ClusterStatus } from '@aikit-backstage/plugin-aikit-common';

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
