import { declaredPorts } from './containerPorts';
import type { Pods } from './effectivePod';
import type { AikitValues } from './schema';
import { ServiceTarget, serviceTargets } from './serviceTargets';

/** What a network policy opens, and what it cannot open. */
export interface OpenPorts {
  /** Ports of the pods, each once. */
  open: { port: string | number; protocol: string }[];
  closed: ServiceTarget[];
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
  const [, ...workers] = pods;
  const ofWorkers = workers.flatMap(worker =>
    declaredPorts(values, worker).map(({ name }) => name),
  );
  const result: OpenPorts = { open: [], closed: [] };
  for (const target of serviceTargets(values, pods)) {
    const port = target.declared?.name ?? target.target;
    const { protocol } = target;
    if (
      workers.length > 0 &&
      (typeof port === 'number' || ofWorkers.includes(port))
    ) {
      result.closed.push(target);
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
