import { pathOf, Pod, Pods } from './effectivePod';
import type { ValuePath } from './paths';
import type { AikitValues } from './schema';
import { DEFAULT_PORT, HTTP } from './service';

/** A port that a container says it listens on. */
export interface DeclaredPort {
  /** The value that it is from; none for the default of `port`. */
  path?: ValuePath;
  name?: string;
  number: number;
  protocol: string;
}

/** The port that a pod has by its role: `http`, or `worker` where given. */
function ownPort({ role, values }: Pod): DeclaredPort | undefined {
  const given = values.port;
  const number = given ?? (role === 'worker' ? undefined : DEFAULT_PORT);
  return number === undefined
    ? undefined
    : {
        path:
          given === undefined
            ? undefined
            : [...(role ? ['leaderWorkerSet', role] : []), 'port'],
        name: role === 'worker' ? 'worker' : HTTP,
        number,
        protocol: 'TCP',
      };
}

/** All ports of a pod's container, its own one first. */
export function declaredPorts(values: AikitValues, pod: Pod): DeclaredPort[] {
  const own = ownPort(pod);
  const extra = (pod.values.ports ?? []).map(
    ({ name, containerPort, protocol = 'TCP' }, index) => ({
      path: [...pathOf(values, pod.role, 'ports'), index],
      name,
      number: containerPort,
      protocol,
    }),
  );
  return own ? [own, ...extra] : extra;
}

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

/** A port of the Service that no policy can open for the leader alone. */
interface ClosedPort extends ServiceTarget {
  /** The port of the workers that has the name of the leader's. */
  clash?: DeclaredPort;
}

/** What a network policy opens, and what it cannot open. */
export interface OpenPorts {
  /** Ports of the pods, each once. */
  open: { port: string | number; protocol: string }[];
  closed: ClosedPort[];
}

/**
 * What a network policy over all pods of a workload opens, so that requests
 * come in by each port of its Service, and nothing else does.
 *
 * A policy means each pod's own port where it names one, and the same number
 * in all pods else. In a group only a name that no worker has opens the leader
 * alone: what workers listen on may take orders from anybody, as llama.cpp's
 * RPC does, and need not be declared.
 */
export function openPorts(values: AikitValues, pods: Pods): OpenPorts {
  const { size = 1 } = values.leaderWorkerSet?.leaderWorkerTemplate ?? {};
  const workers = size > 1 ? pods.slice(1) : [];
  const ofWorkers = workers.flatMap(worker => declaredPorts(values, worker));
  const result: OpenPorts = { open: [], closed: [] };
  for (const target of serviceTargets(values, pods)) {
    const port = target.declared?.name ?? target.target;
    const { protocol } = target;
    const clash = ofWorkers.find(({ name }) => name === port);
    if (clash || (workers.length > 0 && typeof port === 'number')) {
      result.closed.push({ ...target, clash });
    } else if (
      !result.open.some(
        known => known.port === port && known.protocol === protocol,
      )
    ) {
      result.open.push({ port, protocol });
    }
  }
  return result;
}
