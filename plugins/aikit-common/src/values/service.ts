import { z } from 'zod';
import { fields } from './fields';
import { servicePorts, targetPort } from './kubernetes/ports';
import { nextName, obeys } from './rules/rule';
import { annotationMap, port } from './scalars';

/** Name of the port that the API is served on, in Service and container. */
export const HTTP = 'http';

/** Port that the images listen on. */
export const DEFAULT_PORT = 8080;

/**
 * The workload's Service. Source of the rules: the validation of Services in
 * Kubernetes' API server.
 */
export const service = fields({
  type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).optional(),
  port,
  targetPort: targetPort.optional(),
  nodePort: port.optional(),
  annotations: annotationMap.optional(),
  extraPorts: servicePorts.optional(),
}).superRefine(
  obeys((value, report) => {
    if (
      value.nodePort !== undefined &&
      (value.type ?? 'ClusterIP') === 'ClusterIP'
    ) {
      report({
        rule: 'node-port',
        path: ['nodePort'],
        message:
          'is a port of the nodes, which type ClusterIP does not open: leave it out, or use NodePort or LoadBalancer',
        suggestion: null,
      });
    }
    const names = new Set<string>([HTTP]);
    const ports = new Set([`${value.port}/TCP`]);
    value.extraPorts?.forEach((extra, index) => {
      const path = ['extraPorts', index];
      const key = `${extra.port}/${extra.protocol ?? 'TCP'}`;
      if (names.has(extra.name)) {
        report({
          rule: 'unique-port-names',
          path: [...path, 'name'],
          message: `is the name of another port of the Service: give each its own (${HTTP} is the API's)`,
          suggestion: nextName('-'),
        });
      }
      if (ports.has(key)) {
        report({
          rule: 'unique-service-ports',
          path: [...path, 'port'],
          message:
            'is another port of the Service with the same protocol: give each its own',
          suggestion: (given: number) => given + 1,
        });
      }
      names.add(extra.name);
      ports.add(key);
    });
  }),
);
