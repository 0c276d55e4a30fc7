import { isDeepStrictEqual } from 'node:util';
import {
  DEFAULT_VALUES,
  differenceOf,
  HelmRelease,
  isMap,
  mergeValues,
  renderWorkload,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { StoredRevision, unreadable } from './storedRevision';

/** An object that Helm installed, by its name. */
export interface ReleaseObject {
  apiVersion: string;
  kind: string;
  name: string;
}

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** An object as Helm rendered it. */
export type ReleaseManifest = z.infer<typeof manifestSchema>;

/** One revision of a release of the AIKit chart, and what was read of it. */
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

/**
 * Reads the rest of a revision of the AIKit chart, which takes a while: its
 * values are those without which other objects would be rendered.
 *
 * @throws ConflictError for a manifest or values without end
 */
export function readRecord(revision: StoredRevision): ReleaseRecord {
  try {
    return recordOf(revision);
  } catch (error) {
    // The one is the stack's end, the other a YAML alias of nothing, or of much.
    if (error instanceof RangeError || error instanceof ReferenceError) {
      throw unreadable(
        revision.secret,
        'its manifest or its values are nested too deeply, or have aliases that cannot be resolved',
      );
    }
    throw error;
  }
}

function recordOf({
  secret,
  manifest,
  chartValues,
  ...release
}: StoredRevision): ReleaseRecord {
  const manifests = manifestsOf(manifest);
  return {
    ...release,
    values: valuesToSubmit(chartValues, release.userValues),
    objects: manifests.map(({ apiVersion, kind, metadata: { name } }) => ({
      apiVersion,
      kind,
      name,
    })),
    manifests,
  };
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

/**
 * Values without those that make no object another one, such as what the chart
 * has for its Job, or for a mode that is off. What the user gave stays.
 *
 * @param values - as {@link renderWorkload} takes them; those that cannot be
 * rendered come back as they are
 */
export function withoutIdle(values: ValuesMap, user: ValuesMap): ValuesMap {
  const wanted = renderedBy(values);
  return wanted
    ? swept(values, user, part => isDeepStrictEqual(renderedBy(part), wanted))
    : values;
}

function renderedBy(values: ValuesMap) {
  const rendered = renderWorkload({ values, name: 'any', namespace: 'any' });
  return rendered.ok ? rendered.manifests : undefined;
}

/** @param isEnough - whether the whole with this part makes the same objects */
function swept(
  part: ValuesMap,
  given: unknown,
  isEnough: (part: ValuesMap) => boolean,
): ValuesMap {
  return Object.keys(part).reduce((kept, key) => {
    const { [key]: value, ...rest } = kept;
    const isGiven = isMap(given) && Object.hasOwn(given, key);
    if (!isGiven && isEnough(rest)) {
      return rest;
    }
    if (!isMap(value)) {
      return kept;
    }
    const inner = swept(value, isGiven ? given[key] : undefined, smaller =>
      isEnough({ ...kept, [key]: smaller }),
    );
    return Object.keys(inner).length === 0 && isEnough(rest)
      ? rest
      : { ...kept, [key]: inner };
  }, part);
}
