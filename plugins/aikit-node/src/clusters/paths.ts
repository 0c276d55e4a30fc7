import { ObjectReference, ResourceType } from './types';

/**
 * Path of a collection, or of one object in it, on the API server.
 *
 * Source: "Kubernetes API concepts", resource URIs.
 */
export function apiPath(
  resource: ResourceType,
  where: { namespace?: string; name?: string; subresource?: string } = {},
): string {
  const root = resource.group
    ? ['apis', resource.group, resource.version]
    : ['api', resource.version];
  const segments = [
    ...root,
    ...(where.namespace ? ['namespaces', where.namespace] : []),
    resource.plural,
    ...(where.name ? [where.name] : []),
    ...(where.subresource ? [where.subresource] : []),
  ];
  return `/${segments.map(encodeURIComponent).join('/')}`;
}

/** The object in words: `leaderworkersets default/chat`. */
export function describe({
  resource,
  namespace,
  name,
}: ObjectReference): string {
  return `${resource.plural} ${namespace ? `${namespace}/` : ''}${name}`;
}
