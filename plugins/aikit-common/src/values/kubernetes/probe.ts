import { z } from 'zod';
import { fields } from '../fields';
import { must, obeys } from '../rules/rule';
import { INT32_MAX, wholeNumber } from '../scalars';

const HANDLERS = ['httpGet', 'tcpSocket', 'grpc', 'exec'] as const;

const portNumber = wholeNumber(1, 65535);

const portReference = z.union([portNumber, z.string().min(1)], {
  error: 'must be a port from 1 to 65535, or the name of a port such as http',
});

const seconds = wholeNumber(0, INT32_MAX).optional();
const count = wholeNumber(1, INT32_MAX).optional();

const probe = fields({
  httpGet: fields({
    path: z.string().optional(),
    port: portReference,
    host: z.string().optional(),
    scheme: z.enum(['HTTP', 'HTTPS']).optional(),
    httpHeaders: z
      .array(fields({ name: z.string(), value: z.string() }))
      .optional(),
  }).optional(),
  tcpSocket: fields({
    port: portReference,
    host: z.string().optional(),
  }).optional(),
  grpc: fields({
    port: portNumber,
    service: z.string().optional(),
  }).optional(),
  exec: fields({ command: z.array(z.string()).min(1) }).optional(),
  initialDelaySeconds: seconds,
  periodSeconds: count,
  timeoutSeconds: count,
  successThreshold: count,
  failureThreshold: count,
  terminationGracePeriodSeconds: count,
}).superRefine(
  obeys((value, report) => {
    const given = HANDLERS.filter(handler => value[handler] !== undefined);
    if (given.length === 0) {
      report({
        rule: 'probe-handler',
        message: `must have one of ${HANDLERS.join(
          ', ',
        )}; to have no probe at all set it to null`,
        suggestion: null,
      });
    }
    if (given.length > 1) {
      report({
        rule: 'one-probe-handler',
        message: `must have one handler only, and has ${given.join(
          ' and ',
        )}: values are merged over the chart's defaults, so set ${
          given[0]
        } to null`,
        suggestion: { ...value, [given[0]]: null },
      });
    }
  }),
);

/** A readiness probe: it restarts nothing, so it has no grace period. */
export const readinessProbe = probe.superRefine(
  must(value => value.terminationGracePeriodSeconds === undefined, {
    rule: 'readiness-grace-period',
    path: ['terminationGracePeriodSeconds'],
    message: 'must be left out: a readiness probe ends no container',
    suggestion: null,
  }),
);

/** A liveness or startup probe: one success ends the wait. */
export const restartingProbe = probe.superRefine(
  must(({ successThreshold = 1 }) => successThreshold === 1, {
    rule: 'success-threshold',
    path: ['successThreshold'],
    message: 'must be 1 here: only a readiness probe may ask for more',
    suggestion: 1,
  }),
);
