import type { Manifest } from '../api/contract';
import { DEFAULT_PORT, HTTP } from '../values/service';
import { defined, RenderContext } from './context';
import { endpointLabels } from './labels';
import { objectMetadata } from './metadata';

/**
 * The Service of the OpenAI-compatible API: in distributed mode it selects the
 * leaders, which alone serve HTTP.
 */
export function service(context: RenderContext): Manifest {
  const { service: values } = context.values;
  const [serving] = context.pods;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: objectMetadata(context, values.annotations),
    spec: defined({
      type: values.type,
      ports: [
        defined({
          port: values.port,
          targetPort: values.targetPort ?? serving.values.port ?? DEFAULT_PORT,
          protocol: 'TCP',
          name: HTTP,
          nodePort: values.nodePort,
        }),
        ...(values.extraPorts ?? []).map(
          ({ name, port, targetPort = port, protocol = 'TCP' }) => ({
            port,
            targetPort,
            protocol,
            name,
          }),
        ),
      ],
      selector: endpointLabels(context),
    }),
  };
}
