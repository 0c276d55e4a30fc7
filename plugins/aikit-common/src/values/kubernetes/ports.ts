import { z } from 'zod';
import { fields } from '../fields';
import { portName } from '../names';
import { nextName, obeys, unique } from '../rules/rule';
import { wholeNumber } from '../scalars';

const protocol = z.enum(['TCP', 'UDP', 'SCTP']).optional();
const portNumber = wholeNumber(1, 65535);

/**
 * Extra ports of a container. Number and protocol are their key in
 * server-side apply, so two entries with the same ones cannot be submitted.
 */
export const containerPorts = z
  .array(
    fields({ name: portName.optional(), containerPort: portNumber, protocol }),
  )
  .superRefine(
    obeys(
      unique(port => `${port.containerPort}/${port.protocol ?? 'TCP'}`, {
        rule: 'unique-container-ports',
        path: ['containerPort'],
        message:
          'is a port that an earlier entry has with the same protocol: keep one of them',
        suggestion: (given: number) => given + 1,
      }),
      unique(port => port.name, {
        rule: 'unique-port-names',
        path: ['name'],
        message: 'is the name of an earlier port: give each its own',
        suggestion: nextName('-'),
      }),
    ),
  );

/** A port of a Service's pods: its number, or its name in the container. */
export const targetPort = z.union([portNumber, portName], {
  error: issue =>
    issue.input === undefined
      ? undefined
      : 'must be a port from 1 to 65535, or the name of a port such as http',
});

/** Extra ports of a Service, beside `http`. */
export const servicePorts = z.array(
  fields({
    name: portName,
    port: portNumber,
    targetPort: targetPort.optional(),
    protocol,
  }),
);
