import { isDeepStrictEqual } from 'node:util';
import {
  countNodes,
  DEFAULT_VALUES,
  differenceOf,
  HelmRelease,
  isMap,
  mergeValues,
  plainIssues,
  renderWorkload,
  ValuesMap,
  yamlExcess,
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
 * @throws ConflictError for a manifest or values that are too much to read
 */
export function readRecord(revision: StoredRevision): ReleaseRecord {
  const { secret } = revision;
  const reason =
    'its manifest or its values are too many or nested too deeply, have characters that no YAML has, or aliases that cannot be resolved';
  if (isTooMuch(revision)) {
    throw unreadable(secret, reason);
  }
  try {
    return recordOf(revision);
  } catch (error) {
    // The one is the stack's end, the other a YAML alias of nothing, or of much.
    if (error instanceof RangeError || error instanceof ReferenceError) {
      throw unreadable(secret, reason);
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

/** Documents of a manifest; the AIKit chart makes a handful. */
const MAX_OBJECTS = 500;

/**
 * A record in a cluster may be anybody's. What reads it takes longer than in
 * proportion for what no chart has: thousands of keys, levels and aliases.
 */
function isTooMuch(revision: StoredRevision): boolean {
  const { manifest, userValues, chartValues } = revision;
  return (
    yamlExcess(manifest) !== undefined ||
    manifest.split(/^---/m, MAX_OBJECTS + 1).length > MAX_OBJECTS ||
    [userValues, chartValues].some(values => plainIssues(values).length > 0)
  );
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
  // For unique keys the package compares each key with each other; its warnings
  // would go to the process's own log.
  return parseAllDocuments(text, {
    uniqueKeys: false,
    logLevel: 'error',
  }).flatMap(document => {
    const manifest = manifestSchema.safeParse(document.toJS());
    return manifest.success ? [manifest.data] : [];
  });
}

/**
 * How much is rendered to find out what makes no difference, in entries of
 * values. An ordinary release needs a fifth.
 */
const SWEEP_BUDGET = 20_000;

/**
 * Values without those that make no object another one, such as what the chart
 * has for its Job, or for a mode that is off. What the user gave stays. Of very
 * many values only the first ones are tried, and the others stay, too.
 *
 * @param values - as {@link renderWorkload} takes them; those that cannot be
 * rendered come back as they are
 */
export function withoutIdle(values: ValuesMap, user: ValuesMap): ValuesMap {
  const wanted = renderedBy(values);
  if (!wanted) {
    return values;
  }
  let tries = SWEEP_BUDGET / countNodes(values);
  return swept(values, user, {
    goesOn: () => tries > 0,
    isEnough(part) {
      tries -= 1;
      return isDeepStrictEqual(renderedBy(part), wanted);
    },
  });
}

function renderedBy(values: ValuesMap) {
  const rendered = renderWorkload({ values, name: 'any', namespace: 'any' });
  return rendered.ok ? rendered.manifests : undefined;
}

interface Trial {
  /** Whether there is time for another try. */
  goesOn(): boolean;
  /** Whether the whole with this part makes the same objects. */
  isEnough(part: ValuesMap): boolean;
}

function swept(part: ValuesMap, given: unknown, trial: Trial): ValuesMap {
  let kept = part;
  for (const key of Object.keys(part)) {
    if (!trial.goesOn()) {
      return kept;
    }
    const { [key]: value, ...rest } = kept;
    const isGiven = isMap(given) && Object.hasOwn(given, key);
    if (!isGiven && trial.isEnough(rest)) {
      kept = rest;
    } else if (isMap(value)) {
      const whole = kept;
      const inner = swept(value, isGiven ? given[key] : undefined, {
        ...trial,
        isEnough: smaller => trial.isEnough({ ...whole, [key]: smaller }),
      });
      kept =
        Object.keys(inner).length === 0 && trial.isEnough(rest)
          ? rest
          : { ...kept, [key]: inner };
    }
  }
  return kept;
}
