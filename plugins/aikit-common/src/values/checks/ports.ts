import type { ValueIssue } from '../../api/contract';
import { declaredPorts } from '../containerPorts';
import { pathOf, Pod } from '../effectivePod';
import type { AikitValues } from '../schema';
import { HTTP } from '../service';
import { Check, errorAt, once } from './check';
import { portReferenceIssue } from './portReference';

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

function probeIssues(values: AikitValues, pod: Pod): ValueIssue[] {
  const ports = declaredPorts(values, pod);
  return PROBES.flatMap(probe => {
    const given = pod.values[probe];
    // The schema lets a probe have one handler only.
    const handler = HANDLERS.find(name => given?.[name]);
    return handler
      ? portReferenceIssue(
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
