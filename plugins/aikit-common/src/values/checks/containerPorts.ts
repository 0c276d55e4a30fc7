import { effectivePod, pathOf, Role } from '../effectivePod';
import type { ValuePath } from '../paths';
import type { AikitValues } from '../schema';
import { DEFAULT_PORT, HTTP } from '../service';

/** A port that a container says it listens on. */
export interface DeclaredPort {
  /** The value that it is from; none for the default of `port`. */
  path?: ValuePath;
  name?: string;
  number: number;
  protocol: string;
}

/** The port that a pod has by its role: `http`, or `worker` where given. */
function ownPort(
  values: AikitValues,
  role: Role | undefined,
): DeclaredPort | undefined {
  const given = effectivePod(values, role).port;
  const number = given ?? (role === 'worker' ? undefined : DEFAULT_PORT);
  return number === undefined
    ? undefined
    : {
        ...(given !== undefined && {
          path: role ? ['leaderWorkerSet', role, 'port'] : ['port'],
        }),
        name: role === 'worker' ? 'worker' : HTTP,
        number,
        protocol: 'TCP',
      };
}

/** All ports of a role's container, its own one first. */
export function declaredPorts(
  values: AikitValues,
  role: Role | undefined,
): DeclaredPort[] {
  const own = ownPort(values, role);
  const extra = (effectivePod(values, role).ports ?? []).map(
    ({ name, containerPort, protocol = 'TCP' }, index) => ({
      path: [...pathOf(values, role, 'ports'), index],
      name,
      number: containerPort,
      protocol,
    }),
  );
  return own ? [own, ...extra] : extra;
}
