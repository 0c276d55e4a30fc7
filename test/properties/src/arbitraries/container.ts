import fc from 'fast-check';
import {
  command,
  count,
  few,
  fewWithOwn,
  objectName,
  portNumber,
  quantity,
  some,
  text,
} from './scalars';

const keyRef = fc.record(
  {
    name: objectName,
    key: fc.constantFrom('token', 'a.b'),
    optional: fc.boolean(),
  },
  { requiredKeys: ['name', 'key'] },
);

export const resourceFieldRef = fc.oneof(
  fc.record(
    {
      resource: fc.constantFrom('limits.cpu', 'requests.cpu'),
      divisor: fc.constantFrom('1', '1m', 1),
    },
    { requiredKeys: ['resource'] },
  ),
  fc.record(
    {
      resource: fc.constantFrom('limits.memory', 'requests.memory'),
      divisor: fc.constantFrom('1Mi', '1'),
    },
    { requiredKeys: ['resource'] },
  ),
);

const valueFrom = fc.oneof(
  fc.record({ secretKeyRef: keyRef }),
  fc.record({ configMapKeyRef: keyRef }),
  fc.record({
    fieldRef: fc.record(
      {
        apiVersion: fc.constant('v1'),
        fieldPath: fc.constantFrom('metadata.name', 'status.podIP'),
      },
      { requiredKeys: ['fieldPath'] },
    ),
  }),
  fc.record({
    resourceFieldRef: fc
      .tuple(resourceFieldRef, some({ containerName: fc.constant('aikit') }))
      .map(([ref, name]) => ({ ...ref, ...name })),
  }),
);

/** Also of the names that LeaderWorkerSet sets, which are left out. */
const envName = fc.constantFrom(
  'HF_TOKEN',
  'A.b-c',
  '_X',
  'LWS_GROUP_SIZE',
  'constructor',
  'toString',
);

export const env = fewWithOwn(
  fc.oneof(
    fc.record({ name: envName, value: text }),
    fc.record({ name: envName, valueFrom }),
  ),
  ({ name }) => name,
);

export const envFrom = few(
  fc.oneof(
    fc.record({
      configMapRef: fc.record({ name: objectName, optional: fc.boolean() }),
    }),
    fc.record({
      prefix: fc.constantFrom('', 'A_'),
      secretRef: fc.record({ name: objectName, optional: fc.boolean() }),
    }),
  ),
);

/** Ports beside those that pods have by their role, which are below 9000. */
export const ports = fewWithOwn(
  fc.record(
    {
      name: fc.constantFrom('metrics', 'rpc', 'a-1'),
      containerPort: fc.integer({ min: 9000, max: 9999 }),
      protocol: fc.constantFrom(
        'TCP' as const,
        'UDP' as const,
        'SCTP' as const,
      ),
    },
    { requiredKeys: ['name', 'containerPort'] },
  ),
  ({ name }) => name,
).filter(
  list => new Set(list.map(port => port.containerPort)).size === list.length,
);

/** One of each kind of handler; the others removed, for the default has one. */
function handler(names: readonly string[]) {
  const port = fc.oneof(portNumber, fc.constantFrom(...names));
  const target = names.length > 0 ? port : portNumber;
  const none = { httpGet: null, tcpSocket: null, grpc: null, exec: null };
  return fc
    .oneof(
      fc.record({
        httpGet: fc.record(
          {
            path: fc.constantFrom('/', '/readyz'),
            port: target,
            scheme: fc.constantFrom('HTTP', 'HTTPS'),
            host: fc.constant('localhost'),
            httpHeaders: few(
              fc.record({ name: fc.constant('x-a'), value: text }),
            ),
          },
          { requiredKeys: ['port'] },
        ),
      }),
      fc.record({
        tcpSocket: fc.record(
          { port: target, host: fc.constant('localhost') },
          { requiredKeys: ['port'] },
        ),
      }),
      fc.record({
        grpc: fc.record(
          { port: portNumber, service: fc.constant('health') },
          { requiredKeys: ['port'] },
        ),
      }),
      fc.record({ exec: fc.record({ command }) }),
    )
    .map(one => ({ ...none, ...one }));
}

/** A probe, of ports by number or by these names. */
export function probe(
  names: readonly string[],
  successes: fc.Arbitrary<number>,
) {
  return fc
    .tuple(
      handler(names),
      some({
        initialDelaySeconds: count,
        periodSeconds: count,
        timeoutSeconds: count,
        successThreshold: successes,
        failureThreshold: count,
      }),
    )
    .map(([one, times]) => ({ ...one, ...times }));
}

const DEVICES = ['nvidia.com/gpu', 'amd.com/gpu', 'google.com/tpu'] as const;

/** Requests within limits, and whole devices. */
export const resources = fc
  .record({
    cpu: fc.integer({ min: 1, max: 64_000 }),
    memory: fc.integer({ min: 1, max: 64_000 }),
    storage: fc.option(quantity, { nil: undefined }),
    device: fc.constantFrom(...DEVICES),
    devices: fc.integer({ min: 0, max: 8 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    equal: fc.boolean(),
  })
  .map(({ cpu, memory, storage, device, devices, share, equal }) => ({
    limits: {
      cpu: `${cpu}m`,
      memory: `${memory}Mi`,
      ...(storage !== undefined && { 'ephemeral-storage': storage }),
      ...(devices > 0 && { [device]: devices }),
    },
    requests: {
      cpu: `${Math.floor(cpu * share)}m`,
      memory: `${Math.floor(memory * share)}Mi`,
      ...(devices > 0 && equal && { [device]: `${devices}` }),
    },
  }));
