import { pathOf, Pod, Role } from './effectivePod';
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

function portPath(role: Role | undefined): ValuePath {
  return role ? ['leaderWorkerSet', role, 'port'] : ['port'];
}

/** The port that a pod has by its role: `http`, or `worker` where given. */
function ownPort({ role, values }: Pod): DeclaredPort | undefined {
  const given = values.port;
  const number = given ?? (role === 'worker' ? undefined : DEFAULT_PORT);
  return number === undefined
    ? undefined
    : {
        path: given === undefined ? undefined : portPath(role),
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
