import { KubeObject } from '../objects/types';
import { Call } from './call';
import { parseFieldSelector } from './fieldSelector';
import { parseLabelSelector } from './labelSelector';
import {
  booleanIn,
  checkRules,
  numberIn,
  revisionIn,
  Rule,
} from './queryOptions';

/** The query of a list or watch. */
export interface ListOptions {
  /** Whether an object is in the namespace and fulfils the selectors. */
  matches: (object: KubeObject) => boolean;
  /** Whether there is any selector. */
  selects: boolean;
  /** 0 when there is none. */
  limit: number;
  continueToken: string;
  /** 0 for any, or the latest. */
  revision: number;
  match: string;
  timeoutSeconds?: number;
  bookmarks: boolean;
  /** Whether a watch begins with all objects. */
  initialEvents: boolean;
}

const MATCH = 'resourceVersionMatch';

function listRules(query: URLSearchParams): Rule[] {
  const match = query.get(MATCH);
  const version = query.get('resourceVersion');
  return [
    [
      match && !version,
      MATCH,
      'Forbidden',
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    ],
    [
      match && query.get('continue'),
      MATCH,
      'Forbidden',
      'resourceVersionMatch is forbidden when continue is provided',
    ],
    [
      match && !['Exact', 'NotOlderThan'].includes(match),
      MATCH,
      'Unsupported value',
      `"${match}": supported values: "Exact", "NotOlderThan", ""`,
    ],
    [
      match === 'Exact' && version === '0',
      MATCH,
      'Forbidden',
      'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    ],
    [
      query.has('sendInitialEvents'),
      'sendInitialEvents',
      'Forbidden',
      'sendInitialEvents is forbidden for list',
    ],
  ];
}

function watchRules(query: URLSearchParams): Rule[] {
  const match = query.get(MATCH);
  const initial = query.has('sendInitialEvents');
  return [
    [
      initial && match !== 'NotOlderThan',
      MATCH,
      'Forbidden',
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    ],
    [
      match && !initial,
      MATCH,
      'Forbidden',
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    ],
    [
      match && match !== 'NotOlderThan',
      MATCH,
      'Unsupported value',
      `"${match}": supported values: "NotOlderThan"`,
    ],
  ];
}

/**
 * The query of a list, a watch or a deletion of many.
 *
 * @throws ApiError 400 when it cannot be read, 422 when parts of it exclude
 *   each other
 */
export function listOptions({ query, type, verb, path }: Call): ListOptions {
  const limit = numberIn(query, 'limit') ?? 0;
  const timeoutSeconds = numberIn(query, 'timeoutSeconds');
  const labels = query.get('labelSelector')?.trim() ?? '';
  const fields = query.get('fieldSelector')?.trim() ?? '';
  const fitsLabels = parseLabelSelector(labels);
  const fitsFields = parseFieldSelector(type, fields);
  const watches = verb === 'watch';
  checkRules('ListOptions', (watches ? watchRules : listRules)(query));
  const { namespace } = path;
  const revision = revisionIn(query);
  return {
    matches: object =>
      (!namespace || object.metadata.namespace === namespace) &&
      fitsLabels(object.metadata.labels) &&
      fitsFields(object),
    selects: !!(labels || fields),
    limit,
    continueToken: query.get('continue') ?? '',
    revision,
    match: query.get(MATCH) ?? '',
    timeoutSeconds,
    bookmarks: booleanIn(query, 'allowWatchBookmarks') ?? false,
    initialEvents: booleanIn(query, 'sendInitialEvents') ?? revision === 0,
  };
}
