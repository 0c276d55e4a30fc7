import { DeclaredPort, declaredPorts } from './containerPorts';
import type { Pods } from './effectivePod';
import type { AikitValues } from './schema';
import { ServiceTarget, serviceTargets } from './serviceTargets';

/** A port of the Service that no policy can open for the leader alone. */
export interface ClosedPort extends ServiceTarget {
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
