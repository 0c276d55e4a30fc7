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
import { withoutIdle } from './withoutIdle';

/** A Secret holds 1 MiB; what it unpacks to is bounded, too. */
const MAX_RECORD_BYTES = 32 * 1024 * 1024;

/** An object that Helm installed, by its name. */
export interface ReleaseObject {
  apiVersion: string;
  kind: string;
  name: string;
}

/** An object as Helm rendered it. */
export interface ReleaseManifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  [field: string]: unknown;
}

/** One revision of a release, as Helm has written it down. */
export interface ReleaseRecord extends HelmRelease {
  /** What was given to Helm. */
  userValues: ValuesMap;
  /** What to submit for the same; see `HelmReleaseResponse`. */
  values: ValuesMap;
  /** Without those of hooks. */
  objects: ReleaseObject[];
  /** The same as Helm rendered them: without the API server's defaults. */
  manifests: ReleaseManifest[];
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

const manifestSchema: z.ZodType<ReleaseManifest> = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
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
    const manifests = manifestsOf(record.manifest);
    return {
      name: record.name,
      revision: record.version,
      status: record.info.status,
      chart: chart.metadata,
      userValues: config,
      values: valuesToSubmit(chart.values, config),
      objects: manifests.map(({ apiVersion, kind, metadata: { name } }) => ({
        apiVersion,
        kind,
        name,
      })),
      manifests,
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
 * as it is here, and what makes no difference to any object is left out.
 */
function valuesToSubmit(chart: ValuesMap, user: ValuesMap): ValuesMap {
  const defaults = { ...DEFAULT_VALUES, ...chart };
  const all = differenceOf(DEFAULT_VALUES, mergeValues(defaults, user));
  return withoutIdle(all, user);
}

function manifestsOf(text: string): ReleaseManifest[] {
  return parseAllDocuments(text).flatMap(document => {
    const manifest = manifestSchema.safeParse(document.toJS());
    return manifest.success ? [manifest.data] : [];
  });
}
