import { DeclaredPort, declaredPorts } from './containerPorts';
import type { Pods } from './effectivePod';
import type { ValuePath } from './paths';
import type { AikitValues } from './schema';
import { HTTP } from './service';

/** Where one port of the Service leads. */
export interface ServiceTarget {
  /** The value that says so. */
  path: ValuePath;
  /** Name or number of a port of the pods. */
  target: string | number;
  protocol: string;
  /** That port, where the container says that it listens there. */
  declared?: DeclaredPort;
}

/**
 * Where the ports of the Service lead, its API's first: in distributed mode in
 * the leaders.
 */
export function serviceTargets(
  values: AikitValues,
  [serving]: Pods,
): ServiceTarget[] {
  const { targetPort = HTTP, extraPorts = [] } = values.service;
  const ports = declaredPorts(values, serving);
  return [
    { path: ['service', 'targetPort'], target: targetPort, protocol: 'TCP' },
    ...extraPorts.map((extra, index) => ({
      path: [
        'service',
        'extraPorts',
        index,
        extra.targetPort === undefined ? 'port' : 'targetPort',
      ],
      target: extra.targetPort ?? extra.port,
      protocol: extra.protocol ?? 'TCP',
    })),
  ].map(found => ({
    ...found,
    declared: ports.find(
      ({ name, number, protocol }) =>
        protocol === found.protocol &&
        (name === found.target || number === found.target),
    ),
  }));
}
