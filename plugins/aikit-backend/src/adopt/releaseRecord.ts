import { gunzipSync } from 'node:zlib';
import {
  DEFAULT_VALUES,
  differenceOf,
  HelmRelease,
  mergeValues,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { ForwardedError } from '@backstage/errors';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** A Secret holds 1 MiB; what it unpacks to is bounded, too. */
const MAX_RECORD_BYTES = 32 * 1024 * 1024;

/** An object that Helm installed, by its name. */
export interface ReleaseObject {
  apiVersion: string;
  kind: string;
  name: string;
}

/** One revision of a release, as Helm has written it down. */
export interface ReleaseRecord extends HelmRelease {
  /** What was given to Helm. */
  userValues: ValuesMap;
  /** What to submit for the same; see `HelmReleaseResponse`. */
  values: ValuesMap;
  /** Without those of hooks. */
  objects: ReleaseObject[];
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

const objectSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
});

/**
 * Reads a Secret of the type `helm.sh/release.v1`.
 *
 * Source: `pkg/storage/driver` of Helm 3: JSON, gzip, base64; and base64 once
 * more, as all data of a Secret.
 *
 * @throws ForwardedError for a Secret that holds something else
 */
export function readReleaseRecord({
  metadata,
  data,
}: KubernetesObject): ReleaseRecord {
  try {
    const { release } = z.object({ release: z.string() }).parse(data);
    const packed = Buffer.from(
      Buffer.from(release, 'base64').toString('latin1'),
      'base64',
    );
    const text = gunzipSync(packed, { maxOutputLength: MAX_RECORD_BYTES });
    const record = recordSchema.parse(JSON.parse(text.toString('utf8')));
    const { chart, config } = record;
    return {
      name: record.name,
      revision: record.version,
      status: record.info.status,
      chart: chart.metadata,
      userValues: config,
      values: valuesToSubmit(chart.values, config),
      objects: objectsOf(record.manifest),
    };
  } catch (error) {
    throw new ForwardedError(
      `Secret ${metadata.name} is no release of Helm 3`,
      error,
    );
  }
}

/**
 * The defaults of the chart that is installed count, since they are what runs:
 * another version has others than those here. What it does not know at all is
 * as it is here.
 */
function valuesToSubmit(chart: ValuesMap, user: ValuesMap): ValuesMap {
  const defaults = { ...DEFAULT_VALUES, ...chart };
  return differenceOf(DEFAULT_VALUES, mergeValues(defaults, user));
}

function objectsOf(manifest: string): ReleaseObject[] {
  return parseAllDocuments(manifest).flatMap(document => {
    const object = objectSchema.safeParse(document.toJS());
    return object.success
      ? [
          {
            apiVersion: object.data.apiVersion,
            kind: object.data.kind,
            name: object.data.metadata.name,
          },
        ]
      : [];
  });
}
