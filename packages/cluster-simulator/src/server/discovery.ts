import { apiVersionOf, ResourceType } from '../objects/resourceTypes';
import { METRICS_TYPES } from './metrics';

const CHANGE = ['get', 'patch', 'update'];
const PROXY = ['create', 'delete', ...CHANGE];
const ALL = ['deletecollection', 'list', 'watch', ...PROXY];

/** What `/version` answers. */
export const VERSION = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.3',
  gitCommit: '',
  gitTreeState: '',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.26.8',
  compiler: 'gc',
  platform: 'linux/amd64',
};

function verbsOf(type: ResourceType): string[] {
  if (METRICS_TYPES.includes(type)) {
    return ['get', 'list'];
  }
  return ALL.filter(
    verb => type.kind !== 'Namespace' || verb !== 'deletecollection',
  );
}

function subresource({ kind }: ResourceType, name: string) {
  switch (name) {
    case 'scale':
      return {
        group: 'autoscaling',
        version: 'v1',
        kind: 'Scale',
        verbs: CHANGE,
      };
    case 'log':
      return { kind, verbs: ['get'] };
    case 'binding':
      return { kind: 'Binding', verbs: ['create'] };
    case 'eviction':
      return {
        group: 'policy',
        version: 'v1',
        kind: 'Eviction',
        verbs: ['create'],
      };
    case 'proxy':
      return { kind: `${kind}ProxyOptions`, verbs: PROXY };
    default:
      return { kind, verbs: CHANGE };
  }
}

function resources(type: ResourceType) {
  const { plural, singular, namespaced, kind, shortNames, categories } = type;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: verbsOf(type),
      shortNames,
      categories,
    },
    ...type.subresources.map(name => ({
      name: `${plural}/${name}`,
      singularName: '',
      namespaced,
      ...subresource(type, name),
    })),
  ];
}

/** A group with its versions, the preferred one first. */
function groupOf(types: ResourceType[], name: string) {
  const versions = new Set(
    types.filter(({ group }) => group === name).map(type => type.version),
  );
  const listed = [...versions].map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions: listed, preferredVersion: listed[0] };
}

/**
 * Answers what clients ask to learn the kinds of a server: `/api`, `/apis`,
 * `/api/v1`, `/apis/<group>` and `/apis/<group>/<version>`.
 *
 * @returns undefined when there is no such path
 */
export function discover(path: string, types: ResourceType[]): unknown {
  const [root, ...names] = path.split('/').filter(Boolean);
  const apiVersion = 'v1';
  if (root === 'api' && names.length === 0) {
    const versions = [apiVersion];
    return { kind: 'APIVersions', versions, serverAddressByClientCIDRs: [] };
  }
  if (root === 'apis' && names.length === 0) {
    const groups = [...new Set(types.map(({ group }) => group))]
      .filter(Boolean)
      .map(group => groupOf(types, group));
    return { kind: 'APIGroupList', apiVersion, groups };
  }
  if (root === 'apis' && names.length === 1) {
    const group = groupOf(types, names[0]);
    const known = group.versions.length > 0;
    return known ? { kind: 'APIGroup', apiVersion, ...group } : undefined;
  }
  const groupVersion = names.join('/');
  const served = types.filter(
    type =>
      (type.group === '') === (root === 'api') &&
      apiVersionOf(type) === groupVersion,
  );
  return served.length > 0
    ? {
        kind: 'APIResourceList',
        apiVersion,
        groupVersion,
        resources: served.flatMap(resources),
      }
    : undefined;
}
