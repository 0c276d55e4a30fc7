import { apiVersionOf, ResourceType } from '../objects/resourceTypes';

const ROOT = '/openapi/v3';

function pathOf(type: ResourceType): string {
  return `${type.group ? 'apis' : 'api'}/${apiVersionOf(type)}`;
}

/** All that kubectl looks for: whether a patch knows `fieldValidation`. */
function patchOf({ group, version, kind }: ResourceType) {
  return {
    patch: {
      parameters: [
        { name: 'fieldValidation', in: 'query', schema: { type: 'string' } },
      ],
      responses: {},
      'x-kubernetes-group-version-kind': { group, version, kind },
    },
  };
}

/**
 * Answers `/openapi/v3` and what is under it: without schemas, but so that
 * `kubectl apply` leaves the validation to the server.
 *
 * @returns undefined when there is no such path
 */
export function openApi(path: string, types: ResourceType[]): unknown {
  if (path === ROOT) {
    const paths = types.map(type => {
      const name = pathOf(type);
      return [name, { serverRelativeURL: `${ROOT}/${name}` }];
    });
    return { paths: Object.fromEntries(paths) };
  }
  const served = types.filter(type => path === `${ROOT}/${pathOf(type)}`);
  const paths = served.map(type => [
    `/${pathOf(type)}/${type.plural}/{name}`,
    patchOf(type),
  ]);
  return served.length > 0
    ? {
        openapi: '3.0.0',
        info: { title: 'Kubernetes', version: 'v1.36.3' },
        paths: Object.fromEntries(paths),
      }
    : undefined;
}
