import fc from 'fast-check';
import {
  annotations,
  few,
  fewWithOwn,
  objectName,
  portNumber,
  some,
  text,
} from './scalars';
import { labelSelector } from './scheduling';

const host = fc.constantFrom('chat.example.com', '*.example.com', 'llm.local');
const enabled = fc.boolean();

const anyService = some({
  type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
  port: fc.integer({ min: 1, max: 1000 }),
  targetPort: fc.oneof(portNumber, fc.constant('http')),
  annotations,
  extraPorts: fewWithOwn(
    fc.record(
      {
        name: fc.constantFrom('metrics', 'rpc', 'x'),
        port: fc.integer({ min: 2000, max: 65_535 }),
        targetPort: fc.oneof(portNumber, fc.constant('http')),
        protocol: fc.constantFrom('TCP', 'UDP'),
      },
      { requiredKeys: ['name', 'port'] },
    ),
    ({ name }) => name,
  ).filter(list => new Set(list.map(one => one.port)).size === list.length),
});

/** A port of the nodes is for types that open one. */
export const service = fc
  .tuple(
    anyService,
    some({ nodePort: fc.integer({ min: 30_000, max: 32_767 }) }),
  )
  .map(([one, node]) =>
    ['NodePort', 'LoadBalancer'].includes(one.type ?? '')
      ? { ...one, ...node }
      : one,
  );

const serviceAccount = fc.oneof(
  fc.record({
    create: fc.constant(true),
    annotations,
    automountServiceAccountToken: fc.boolean(),
  }),
  fc.record({ create: fc.constant(false), name: objectName }),
);

const rules = few(
  fc.record(
    {
      apiGroups: fc.constantFrom([''], ['apps', '']),
      resources: fc.constant(['pods', 'pods/exec']),
      verbs: fc.constantFrom(['get'], ['*']),
      resourceNames: fc.constant(['a']),
    },
    { requiredKeys: ['apiGroups', 'resources', 'verbs'] },
  ),
);

/** Rules go to an account that is named; the chart has `create` alone, too. */
const access = fc.oneof(
  fc.constant({}),
  fc.record({ rbac: fc.record({ create: fc.boolean() }) }),
  fc.record({ serviceAccount }),
  fc.record({
    serviceAccount,
    rbac: fc.record({ create: fc.boolean(), rules }),
  }),
);

const ingress = fc.record(
  {
    enabled,
    className: fc.constantFrom('', 'nginx'),
    annotations,
    hosts: few(
      fc.record(
        {
          host,
          paths: few(
            fc.record(
              {
                path: fc.constantFrom('/', '/v1'),
                pathType: fc.constantFrom(
                  'Prefix',
                  'Exact',
                  'ImplementationSpecific',
                ),
              },
              { requiredKeys: ['path'] },
            ),
          ),
        },
        { requiredKeys: ['host'] },
      ),
    ),
    tls: few(some({ secretName: objectName, hosts: few(host) })),
  },
  { requiredKeys: ['enabled', 'hosts'] },
);

const namedMatch = fewWithOwn(
  fc.record(
    {
      type: fc.constantFrom('Exact', 'RegularExpression'),
      name: fc.constantFrom('x-team', 'x-model'),
      value: fc.constantFrom('a', '.*'),
    },
    { requiredKeys: ['name', 'value'] },
  ),
  ({ name }) => name,
);

const httpRoute = fc.record(
  {
    enabled,
    annotations,
    parentRefs: fewWithOwn(
      fc.record(
        {
          name: objectName,
          group: fc.constant('gateway.networking.k8s.io'),
          kind: fc.constant('Gateway'),
          namespace: fc.constant('gateways'),
          sectionName: fc.constant('https'),
          port: portNumber,
        },
        { requiredKeys: ['name'] },
      ),
      ({ name }) => name,
    ),
    hostnames: few(host),
    matches: few(
      some({
        path: fc.constantFrom(
          { type: 'PathPrefix', value: '/v1' },
          { value: '/' },
          { type: 'RegularExpression', value: '/v[12].*' },
        ),
        headers: namedMatch,
        queryParams: namedMatch,
        method: fc.constantFrom('GET', 'POST'),
      }),
    ),
  },
  { requiredKeys: ['enabled', 'parentRefs'] },
);

const peer = fc.oneof(
  fc.record({ podSelector: labelSelector }),
  fc.record({ podSelector: labelSelector, namespaceSelector: labelSelector }),
  fc.record({
    ipBlock: fc.constantFrom(
      { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
      { cidr: 'fd00::/8' },
    ),
  }),
);

const bound = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.constantFrom('0%', '50%', '100%'),
);

const podDisruptionBudget = fc.oneof(
  fc.record({ enabled }),
  fc.record({ enabled, minAvailable: bound }),
  fc.record({ enabled, maxUnavailable: bound }),
);

const level = fc.constantFrom('privileged', 'baseline', 'restricted');

/** Values of what belongs to a workload beside its pods. */
export const accessories = fc
  .tuple(
    access,
    some({
      service,
      ingress,
      httpRoute,
      networkPolicy: fc.record(
        { enabled, from: few(peer) },
        { requiredKeys: ['enabled'] },
      ),
      podDisruptionBudget,
      kueue: fc.record(
        { queueName: objectName, priorityClass: objectName },
        { requiredKeys: ['queueName'] },
      ),
      namespace: some({
        podSecurity: some({ enforce: level, audit: level, warn: level }),
      }),
      global: some({ imageRegistry: text }),
      postInstall: fc.constant({ labelNamespace: { enabled: true } }),
    }),
  )
  .map(([accounts, rest]) => ({ ...accounts, ...rest }));
