import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HelmRelease, ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { ConflictError } from '@backstage/errors';
import { z } from 'zod';

/** What a record unpacks to, at most: a Secret holds 1 MiB. */
const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** What is more than that must be in proportion: templates shrink to a tenth. */
const SMALL_RECORD_BYTES = 1024 * 1024;
const MAX_RATIO = 50;

/** Fields of which a message says that they are wrong. */
const MAX_FIELDS = 10;

const unpack = promisify(gunzip);

/**
 * One revision of a release of any chart, as Helm has written it down. Its
 * manifest is not read yet: that of another chart may be megabytes.
 */
export interface StoredRevision extends HelmRelease {
  /** What holds it. */
  secret: KubernetesObject;
  /** What was given to Helm. */
  userValues: ValuesMap;
  /** The chart's own. */
  chartValues: ValuesMap;
  /** YAML of what Helm has installed, without hooks. */
  manifest: string;
}

const valuesMap = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((values): ValuesMap => values ?? {});

const recordSchema = z.object({
  name: z.string(),
  version: z.number(),
  info: z.object({ status: z.string() }),
  chart: z.object({
    metadata: z.object({ name: z.string(), version: z.string() }),
    values: valuesMap,
  }),
  config: valuesMap,
  manifest: z.string().default(''),
});

/**
 * Reads a Secret of the type `helm.sh/release.v1`, unpacking it off the event
 * loop.
 *
 * Source: `pkg/storage/driver` of Helm 3: JSON, gzip, base64; and base64 once
 * more, as all data of a Secret.
 *
 * @throws ConflictError for a Secret that holds something else
 */
export async function readRevision(
  secret: KubernetesObject,
): Promise<StoredRevision> {
  const { data } = secret as { data?: { release?: unknown } };
  if (typeof data?.release !== 'string') {
    throw unreadable(secret, 'it has no data of the key release');
  }
  const record = recordSchema.safeParse(await parse(secret, data.release));
  if (!record.success) {
    const fields = record.error.issues
      .slice(0, MAX_FIELDS)
      .map(({ path }) => path.join('.') || 'all');
    throw unreadable(
      secret,
      `these fields are missing, or of another type: ${fields.join(', ')}`,
    );
  }
  const { name, version, info, chart, config, manifest } = record.data;
  return {
    secret,
    name,
    revision: version,
    status: info.status,
    chart: chart.metadata,
    userValues: config,
    chartValues: chart.values,
    manifest,
  };
}

async function parse(
  secret: KubernetesObject,
  release: string,
): Promise<unknown> {
  const packed = Buffer.from(
    Buffer.from(release, 'base64').toString('latin1'),
    'base64',
  );
  const maxOutputLength = Math.min(
    MAX_RECORD_BYTES,
    Math.max(SMALL_RECORD_BYTES, packed.length * MAX_RATIO),
  );
  try {
    const text = await unpack(packed, { maxOutputLength });
    return JSON.parse(text.toString('utf8'));
  } catch {
    throw unreadable(
      secret,
      `it is no JSON of at most ${maxOutputLength} bytes in gzip and base64`,
    );
  }
}

/**
 * What is said of a record of Helm's that is broken. It is the cluster's state,
 * and no fault of the portal's.
 *
 * @param reason - as a clause
 */
export function unreadable(
  { metadata: { name, namespace, labels } }: KubernetesObject,
  reason: string,
): ConflictError {
  return new ConflictError(
    `The Secret ${name} in namespace ${namespace} cannot be read as a Helm release: ${reason}. If helm history ${labels?.name} does not show that revision either, delete the Secret, and the revision before it counts.`,
  );
}
