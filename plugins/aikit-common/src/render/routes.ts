import type { Manifest } from '../api/contract';
import { HTTP } from '../values/service';
import { defined, nonEmpty, RenderContext } from './context';
import { objectMetadata } from './metadata';

const EVERY_PATH = [{ path: '/', pathType: 'Prefix' }];

/** The Ingress to the workload's Service, or nothing when it is not enabled. */
export function ingress(context: RenderContext): Manifest | undefined {
  const { ingress: values } = context.values;
  if (!values?.enabled) {
    return undefined;
  }
  const backend = { service: { name: context.name, port: { name: HTTP } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: objectMetadata(context, values.annotations),
    spec: defined({
      ingressClassName: values.className || undefined,
      rules: values.hosts?.map(({ host, paths = EVERY_PATH }) => ({
        host,
        http: {
          paths: paths.map(({ path, pathType = 'Prefix' }) => ({
            path,
            pathType,
            backend,
          })),
        },
      })),
      tls: nonEmpty(values.tls),
    }),
  };
}

/**
 * The route of a Gateway to the workload's Service, or nothing when it is not
 * enabled. Without matches it takes all requests for its host names.
 */
export function httpRoute(context: RenderContext): Manifest | undefined {
  const { httpRoute: values, service } = context.values;
  if (!values?.enabled) {
    return undefined;
  }
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: objectMetadata(context, values.annotations),
    spec: defined({
      parentRefs: values.parentRefs,
      hostnames: nonEmpty(values.hostnames),
      rules: [
        defined({
          matches: nonEmpty(values.matches),
          // A route takes the number of a Service's port, and not its name.
          backendRefs: [{ name: context.name, port: service.port }],
        }),
      ],
    }),
  };
}
