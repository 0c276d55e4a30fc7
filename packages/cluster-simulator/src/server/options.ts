import { badRequest, invalid, StatusCause } from '../api/apiError';
import { Propagation } from '../api/objectApi';

const text = (value: string) => value;
const boolean = (value: string) => value !== '0' && value !== 'false';

/** @throws ApiError 400 */
function revision(value: string): number {
  if (!/^\d+$/.test(value)) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: "${value}": strconv.ParseUint: parsing "${value}": invalid syntax`,
    );
  }
  return Number(value);
}

/** What a query may say, and how it is read; all else is ignored. */
const READERS = {
  allowWatchBookmarks: boolean,
  container: text,
  continue: text,
  dryRun: boolean,
  fieldManager: text,
  fieldSelector: text,
  fieldValidation: text as (value: string) => 'Ignore' | 'Warn' | 'Strict',
  force: boolean,
  gracePeriodSeconds: Number,
  labelSelector: text,
  limit: Number,
  previous: boolean,
  propagationPolicy: text as (value: string) => Propagation,
  resourceVersion: revision,
  resourceVersionMatch: text,
  sendInitialEvents: boolean,
  tailLines: Number,
  timeoutSeconds: Number,
  watch: boolean,
};

/** The query of a request. */
export type Options = {
  [Name in keyof typeof READERS]?: ReturnType<(typeof READERS)[Name]>;
};

/** @throws ApiError 400 when a resource version is none */
export function readOptions(query: URLSearchParams): Options {
  const options: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(READERS)) {
    const value = query.get(name);
    if (value) {
      options[name] = read(value);
    }
  }
  return options;
}

/** @throws ApiError 422 when options of a kind, `ListOptions`, are broken */
export function refuseOptions(
  kind: string,
  field: string,
  cause: StatusCause,
): never {
  throw invalid({ group: 'meta.k8s.io', kind }, '', [{ ...cause, field }]);
}
