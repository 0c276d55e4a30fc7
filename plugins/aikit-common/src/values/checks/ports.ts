import type { ValueIssue } from '../../api/contract';
import { pathOf, Pod } from '../effectivePod';
import type { ValuePath } from '../paths';
import type { AikitValues } from '../schema';
import { HTTP } from '../service';
import { Check, errorAt, once, warningAt } from './check';
import { DeclaredPort, declaredPorts } from './containerPorts';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const HANDLERS = ['httpGet', 'tcpSocket', 'grpc'] as const;

/**
 * Extra ports with the number or name of the port that the pod has anyway:
 * each is a key of its own to the API server.
 */
export const clashingPorts: Check = ({ values, pods }) =>
  once(
    pods.flatMap(pod => {
      const [own, ...extra] = declaredPorts(values, pod);
      return extra.flatMap(({ path = [], name, number, protocol }) => [
        ...(name !== undefined && name === own.name
          ? [
              errorAt([...path, 'name'], {
                rule: 'port-name-clash',
                message: `is the name of the port ${own.number} that the container has anyway: give it another one`,
                given: name,
                suggestion: null,
              }),
            ]
          : []),
        ...(number === own.number && protocol === own.protocol
          ? [
              errorAt(path, {
                rule: 'port-clash',
                message: `is the container's ${
                  own.name
                } port, which need not be listed: leave it out, or change ${
                  own.name === HTTP ? 'port' : 'the worker port'
                }`,
                given: number,
                suggestion: null,
              }),
            ]
          : []),
      ]);
    }),
  );

/** An issue of a reference to a port, by name or number; none if it is there. */
function referenceIssue(
  reference: string | number | undefined,
  ports: readonly DeclaredPort[],
  path: ValuePath,
  who: string,
  rule: string,
): ValueIssue[] {
  const found = ports.some(
    ({ name, number }) => reference === name || reference === number,
  );
  if (reference === undefined || found) {
    return [];
  }
  const [suggestion] = ports.map(({ name, number }) => name ?? number);
  const listed = ports.length
    ? `its ports are ${ports
        .map(({ name, number }) => (name ? `${name} (${number})` : number))
        .join(', ')}`
    : 'it has none';
  const finding = {
    rule,
    given: reference,
    ...(suggestion !== undefined && { suggestion }),
  };
  return typeof reference === 'string'
    ? [
        errorAt(path, {
          ...finding,
          message: `names no port of the ${who}, so that it cannot be reached: ${listed}`,
        }),
      ]
    : [
        warningAt(path, {
          ...finding,
          message: `is no port that the ${who} is said to listen on: ${listed}`,
        }),
      ];
}

function probeIssues(values: AikitValues, pod: Pod): ValueIssue[] {
  const ports = declaredPorts(values, pod);
  return PROBES.flatMap(probe => {
    const given = pod.values[probe];
    // The schema lets a probe have one handler only.
    const handler = HANDLERS.find(name => given?.[name]);
    return handler
      ? referenceIssue(
          given?.[handler]?.port,
          ports,
          [...pathOf(values, pod.role, probe), handler, 'port'],
          pod.role ?? 'server',
          'probe-port',
        )
      : [];
  });
}

/** Probes of ports that nothing listens on: they fail for ever. */
export const probedPorts: Check = ({ values, pods }) =>
  once(pods.flatMap(pod => probeIssues(values, pod)));

/** Ports of the Service that lead nowhere. */
export const servicePorts: Check = ({ values, pods: [serving] }) => {
  const ports = declaredPorts(values, serving);
  const { targetPort, extraPorts = [] } = values.service;
  const who = serving.role ?? 'server';
  const rule = 'service-target-port';
  return [
    ...referenceIssue(targetPort, ports, ['service', 'targetPort'], who, rule),
    ...extraPorts.flatMap((extra, index) =>
      referenceIssue(
        extra.targetPort ?? extra.port,
        ports,
        [
          'service',
          'extraPorts',
          index,
          extra.targetPort === undefined ? 'port' : 'targetPort',
        ],
        who,
        rule,
      ),
    ),
  ];
};
