import { apiVersionOf, ResourceType } from '../objects/resourceTypes';
import { METRICS_TYPES } from './metrics';

const PART = ['get', 'patch', 'update'];
const ALL = [...PART, 'create', 'delete', 'deletecollection', 'list', 'watch'];
const VERSION = { major: '1', minor: '36', gitVersion: 'v1.36.3' };

/** What discovery says of subresources that are not just parts of the object. */
const SUBRESOURCES: Record<string, object> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: PART },
  log: { verbs: ['get'] },
  binding: { kind: 'Binding', verbs: ['create'] },
};

function resources(type: ResourceType) {
  const { plural, singular, namespaced, kind, shortNames, categories } = type;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: METRICS_TYPES.includes(type) ? ['get', 'list'] : ALL,
      shortNames,
      categories,
    },
    ...type.subresources.map(name => ({
      name: `${plural}/${name}`,
      singularName: '',
      namespaced,
      kind,
      verbs: PART,
      ...SUBRESOURCES[name],
    })),
  ];
}

/** A group with its versions, the preferred one first. */
function groupOf(types: ResourceType[], name: string) {
  const found = types.filter(({ group }) => group === name);
  const versions = [...new Set(found.map(({ version }) => version))].map(
    version => ({ groupVersion: `${name}/${version}`, version }),
  );
  return { name, versions, preferredVersion: versions[0] };
}

/**
 * Answers what clients ask to learn about a server: `/version`, `/api`,
 * `/apis`, `/api/v1`, `/apis/<group>` and `/apis/<group>/<version>`.
 *
 * @returns undefined when there is no such path
 */
export function discover(path: string, types: ResourceType[]): unknown {
  const apiVersion = 'v1';
  const groups = [...new Set(types.map(({ group }) => group))]
    .filter(Boolean)
    .map(group => groupOf(types, group));
  switch (path) {
    case '/version':
      return VERSION;
    case '/api':
      return {
        kind: 'APIVersions',
        versions: [apiVersion],
        serverAddressByClientCIDRs: [],
      };
    case '/apis':
      return { kind: 'APIGroupList', apiVersion, groups };
    default:
  }
  const group = groups.find(({ name }) => path === `/apis/${name}`);
  if (group) {
    return { kind: 'APIGroup', apiVersion, ...group };
  }
  const served = types.filter(
    type => path === `/${type.group ? 'apis' : 'api'}/${apiVersionOf(type)}`,
  );
  return served.length > 0
    ? {
        kind: 'APIResourceList',
        apiVersion,
        groupVersion: apiVersionOf(served[0]),
        resources: served.flatMap(resources),
      }
    : undefined;
}
