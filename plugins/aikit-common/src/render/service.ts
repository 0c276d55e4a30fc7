import type { Manifest } from '../api/contract';
import { defined, isDistributed, RenderContext } from './context';
import { endpointLabels } from './labels';
import { objectMetadata } from './metadata';
import { HTTP_PORT } from './podTemplate';

/**
 * The Service of the OpenAI-compatible API: in distributed mode it selects the
 * leaders, which alone serve HTTP.
 */
export function service(context: RenderContext): Manifest {
  const { leaderWorkerSet, service: values } = context.values;
  const leaderPort = isDistributed(context.values)
    ? leaderWorkerSet?.leader.port
    : undefined;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: objectMetadata(context),
    spec: defined({
      type: values.type,
      ports: [
        {
          port: values.port,
          targetPort: leaderPort ?? HTTP_PORT,
          protocol: 'TCP',
          name: 'http',
        },
      ],
      selector: endpointLabels(context),
    }),
  };
}
