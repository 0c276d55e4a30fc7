import { pathOf } from '../effectivePod';
import { formatPath, ValuePath } from '../paths';
import {
  DeclaredPort,
  declaredPorts,
  openPorts,
  serviceTargets,
} from '../ports';
import { HTTP } from '../service';
import type { Broken } from '../issues';
import type { ValuesRule } from './checked';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const HANDLERS = ['httpGet', 'tcpSocket', 'grpc'] as const;

/**
 * Extra ports with the number or name of the port that the pod has anyway:
 * each is a key of its own to the API server.
 */
export const clashingPorts: ValuesRule = ({ values, pods }, report) => {
  for (const pod of pods) {
    const [own, ...extra] = declaredPorts(values, pod);
    for (const { path = [], name, number, protocol } of extra) {
      if (name !== undefined && name === own.name) {
        report({
          rule: 'port-name-clash',
          path: [...path, 'name'],
          message: `is the name of the port ${own.number} that the container has anyway: give it another one`,
          suggestion: null,
        });
      }
      if (number === own.number && protocol === own.protocol) {
        report({
          rule: 'port-clash',
          path,
          message: `is the container's ${
            own.name
          } port, which need not be listed: leave it out, or change ${
            own.name === HTTP ? 'port' : 'the worker port'
          }`,
          given: number,
          suggestion: null,
        });
      }
    }
  }
};

/**
 * What is wrong with a reference to a port, by name or number, that no port
 * has: by a name nothing is reached, behind a number something may listen.
 */
function danglingReference(
  rule: string,
  path: ValuePath,
  given: string | number,
  who: string,
  ports: readonly DeclaredPort[],
): Broken {
  const listed = ports.length
    ? `its ports are ${ports
        .map(({ name, number }) => (name ? `${name} (${number})` : number))
        .join(', ')}`
    : 'it has none';
  const [suggestion] = ports.map(({ name, number }) => name ?? number);
  return {
    rule,
    path,
    given,
    suggestion,
    ...(typeof given === 'string'
      ? {
          message: `names no port of the ${who}, so that it cannot be reached: ${listed}`,
        }
      : {
          severity: 'warning',
          message: `is no port that the ${who} is said to listen on: ${listed}`,
        }),
  };
}

/** Probes of ports that nothing listens on: they fail for ever. */
export const probedPorts: ValuesRule = ({ values, pods }, report) => {
  for (const pod of pods) {
    const ports = declaredPorts(values, pod);
    for (const probe of PROBES) {
      const given = pod.values[probe];
      // The schema lets a probe have one handler only.
      const handler = HANDLERS.find(name => given?.[name]);
      const port = handler && given?.[handler]?.port;
      if (
        handler &&
        port !== undefined &&
        !ports.some(({ name, number }) => port === name || port === number)
      ) {
        const path = [...pathOf(values, pod.role, probe), handler, 'port'];
        const who = pod.role ?? 'server';
        report(danglingReference('probe-port', path, port, who, ports));
      }
    }
  }
};

/** Ports of the Service that lead nowhere. */
export const servicePorts: ValuesRule = ({ values, pods }, report) => {
  const [serving] = pods;
  const ports = declaredPorts(values, serving);
  const who = serving.role ?? 'server';
  for (const { path, target } of serviceTargets(values, pods)) {
    if (!ports.some(({ name, number }) => [name, number].includes(target))) {
      report(
        danglingReference('service-target-port', path, target, who, ports),
      );
    }
  }
};

const CLOSED =
  'closed to all but the pods of the workload: networkPolicy opens ports of the leader by their names, so that none of the workers is opened with them';

/** Ports of the Service that the workload's own network policy cuts off. */
export const closedPorts: ValuesRule = ({ values, pods }, report) => {
  const { closed } = values.networkPolicy?.enabled
    ? openPorts(values, pods)
    : { closed: [] };
  for (const { path, target, declared, clash } of closed) {
    // The name of the worker port is no value, and cannot be changed.
    const isListed = typeof clash?.path?.at(-1) === 'number';
    const renamed = declared && isListed ? clash?.path : undefined;
    report({
      rule: 'closed-port',
      severity: 'warning',
      ...(renamed
        ? {
            path: [...renamed, 'name'],
            message: `is the name of a port of the leader, too, which ${formatPath(
              path,
            )} leads to. So that one is ${CLOSED}. Rename this port of the workers, here and in their probes`,
            given: clash?.name,
          }
        : {
            path,
            message: `is ${CLOSED}, and this one has no name, or one that a port of the workers has, too. Give it one of its own in leaderWorkerSet.leader.ports`,
            given: target,
          }),
    });
  }
};
