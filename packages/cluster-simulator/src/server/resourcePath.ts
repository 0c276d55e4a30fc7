/** What a path under `/api/v1` or `/apis/<group>/<version>` names. */
export interface ResourcePath {
  /** Empty for the core group. */
  group: string;
  version: string;
  namespace?: string;
  /** Plural. */
  resource: string;
  name?: string;
  subresource?: string;
  /** What follows the subresource, with its slash, as proxies need it. */
  rest: string;
}

/** Parts of a namespace itself, not things in it. */
const OF_NAMESPACES = ['status', 'finalize'];

/**
 * Reads the path of a resource.
 *
 * @returns undefined when it names none, such as `/version` or `/apis/apps/v1`
 */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const [root, ...parts] = path.split('/').slice(1);
  if (root !== 'api' && root !== 'apis') {
    return undefined;
  }
  const group = root === 'api' ? '' : parts.shift();
  const version = parts.shift();
  if (group === undefined || !version || !parts[0]) {
    return undefined;
  }
  const inNamespace =
    parts[0] === 'namespaces' &&
    parts.length > 2 &&
    parts[2] !== '' &&
    !OF_NAMESPACES.includes(parts[2]);
  const [namespace, from] = inNamespace ? [parts[1], 2] : [undefined, 0];
  const [resource, name, subresource, ...rest] = parts.slice(from);
  return {
    group,
    version,
    resource,
    ...(namespace && { namespace: decodeURIComponent(namespace) }),
    ...(name && { name: decodeURIComponent(name) }),
    ...(subresource && { subresource }),
    rest: `/${rest.join('/')}`,
  };
}
