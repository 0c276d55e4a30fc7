import fc from 'fast-check';
import { env, envFrom, ports, probe, resources } from './container';
import { annotations, command, labels, objectName, some } from './scalars';
import { affinity, tolerations, topologySpreadConstraints } from './scheduling';
import { volumesAndMounts } from './volumes';

/** Names of the ports that a pod has by its role. */
type OwnPorts = readonly ('http' | 'worker')[];

/** A probe that ends containers, and may say how. */
function restarting(of: ReturnType<typeof probe>) {
  return fc
    .tuple(
      of,
      some({ terminationGracePeriodSeconds: fc.integer({ min: 1, max: 60 }) }),
    )
    .map(([one, grace]) => ({ ...one, ...grace }));
}

/**
 * Pod keys, of the top level or of a role.
 *
 * @param names - names of ports that its probes may use
 * @param own - range of the port that it has by its role
 */
export function podKeys(names: OwnPorts, own: { min: number; max: number }) {
  const once = fc.constant(1);
  const keys = some({
    resources,
    command,
    args: command,
    env,
    envFrom,
    port: fc.integer(own),
    ports,
    startupProbe: restarting(probe(names, once)),
    livenessProbe: restarting(probe(names, once)),
    readinessProbe: probe(names, fc.integer({ min: 1, max: 3 })),
    podLabels: labels,
    podAnnotations: annotations,
    nodeSelector: labels,
    tolerations,
    affinity,
    topologySpreadConstraints,
    priorityClassName: objectName,
    runtimeClassName: objectName,
    schedulerName: objectName,
    terminationGracePeriodSeconds: fc.integer({ min: 0, max: 600 }),
  });
  return fc
    .tuple(keys, volumesAndMounts)
    .map(([some_, volumes]) => ({ ...some_, ...volumes }));
}
