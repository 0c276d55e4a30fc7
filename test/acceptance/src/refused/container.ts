import { inContainer, open, Refusal } from './refusal';

const port = (what: string, given: object, path: string) =>
  inContainer(what, { ports: [given] }, `ports[0]${path}`);

const variable = (what: string, given: object, path: string) =>
  inContainer(what, { env: [given] }, `env[0]${path}`);

const probe = (what: string, kind: string, given: object, path: string) =>
  inContainer(what, { [kind]: given }, `${kind}${path}`);

const limits = (what: string, given: object, path: string, requests?: object) =>
  inContainer(
    what,
    { resources: { limits: given, ...(requests && { requests }) } },
    path,
  );

/** Ports that a container opens. */
export const PORTS: Refusal[] = [
  port(
    'a port name of 16 characters',
    { name: 'prometheus-metri', containerPort: 9000 },
    '.name',
  ),
  port(
    'a port name without a letter',
    { name: '9000', containerPort: 9000 },
    '.name',
  ),
  port(
    'a port name in upper case',
    { name: 'Metrics', containerPort: 9000 },
    '.name',
  ),
  port(
    'a port with the name of the server’s',
    { name: 'http', containerPort: 9000 },
    '.name',
  ),
  port(
    'a second port of the same number',
    { name: 'metrics', containerPort: 8080 },
    '',
  ),
  port('port 0', { name: 'metrics', containerPort: 0 }, '.containerPort'),
  port(
    'port 65536',
    { name: 'metrics', containerPort: 65536 },
    '.containerPort',
  ),
  port(
    'a port of an unknown protocol',
    { name: 'metrics', containerPort: 9000, protocol: 'HTTP' },
    '.protocol',
  ),
];

/** Variables of a container. */
export const VARIABLES: Refusal[] = [
  variable('a variable without a name', { name: '', value: 'x' }, '.name'),
  variable('a variable whose name has a "="', { name: 'A=B' }, '.name'),
  variable(
    'a variable with a value and a source',
    {
      name: 'A',
      value: 'x',
      valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
    },
    '',
  ),
  variable(
    'a variable with two sources',
    {
      name: 'A',
      valueFrom: {
        fieldRef: { fieldPath: 'metadata.name' },
        secretKeyRef: { name: 's', key: 'k' },
      },
    },
    '.valueFrom',
  ),
  variable(
    'a variable of an unknown field',
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.unknown' } } },
    '.valueFrom.fieldRef.fieldPath',
  ),
  variable(
    'a variable of an unknown resource',
    { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.gpu' } } },
    '.valueFrom.resourceFieldRef.resource',
  ),
  open(
    variable(
      'a secret variable without a key',
      { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: '' } } },
      '.valueFrom.secretKeyRef.key',
    ),
  ),
  inContainer(
    'variables of two sources at once',
    { envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] },
    'envFrom[0]',
  ),
  inContainer(
    'variables of no source',
    { envFrom: [{ prefix: 'A_' }] },
    'envFrom[0]',
  ),
];

/** Probes of a container. */
export const PROBES: Refusal[] = [
  probe(
    'a probe that asks in two ways',
    'startupProbe',
    { tcpSocket: { port: 8080 }, exec: { command: ['true'] } },
    '',
  ),
  probe(
    'a probe that asks in no way',
    'startupProbe',
    { periodSeconds: 5 },
    '',
  ),
  probe(
    'a startup probe that must succeed twice',
    'startupProbe',
    { tcpSocket: { port: 8080 }, successThreshold: 2 },
    '.successThreshold',
  ),
  probe(
    'a liveness probe that must succeed twice',
    'livenessProbe',
    { successThreshold: 2 },
    '.successThreshold',
  ),
  probe(
    'a probe with a negative period',
    'readinessProbe',
    { periodSeconds: -1 },
    '.periodSeconds',
  ),
  probe(
    'a probe of an unknown scheme',
    'readinessProbe',
    { httpGet: { scheme: 'FTP' } },
    '.httpGet.scheme',
  ),
  probe(
    'a probe of port 0',
    'readinessProbe',
    { httpGet: { port: 0 } },
    '.httpGet.port',
  ),
  probe(
    'a readiness probe that says how long a pod may take to end',
    'readinessProbe',
    { terminationGracePeriodSeconds: 10 },
    '.terminationGracePeriodSeconds',
  ),
  probe(
    'a liveness probe that gives no time to end',
    'livenessProbe',
    { terminationGracePeriodSeconds: 0 },
    '.terminationGracePeriodSeconds',
  ),
];

const PAGES_ALONE = {
  resources: {
    limits: { memory: null, 'hugepages-2Mi': '4Mi' },
    requests: { cpu: null, memory: null },
  },
};

/** What a container asks for. */
export const RESOURCES: Refusal[] = [
  limits(
    'half a GPU',
    { 'nvidia.com/gpu': '500m' },
    'resources.limits["nvidia.com/gpu"]',
  ),
  limits(
    'fewer GPUs requested than allowed',
    { 'nvidia.com/gpu': 4 },
    'resources.requests["nvidia.com/gpu"]',
    { 'nvidia.com/gpu': 2 },
  ),
  inContainer(
    'GPUs requested without a limit',
    { resources: { requests: { 'nvidia.com/gpu': 1 } } },
    'resources.requests["nvidia.com/gpu"]',
  ),
  limits(
    'more CPU requested than allowed',
    { cpu: '1' },
    'resources.limits.cpu',
    {
      cpu: '2',
    },
  ),
  limits('a negative limit', { cpu: '-1' }, 'resources.limits.cpu'),
  limits('a resource without a prefix', { gpu: '1' }, 'resources.limits.gpu'),
  limits(
    'fewer huge pages requested than allowed',
    { memory: '1Gi', 'hugepages-2Mi': '4Mi' },
    'resources.requests.hugepages-2Mi',
    { cpu: '1', memory: '1Gi', 'hugepages-2Mi': '2Mi' },
  ),
  limits(
    'huge pages requested without a limit',
    { memory: '1Gi' },
    'resources.requests.hugepages-2Mi',
    { memory: '1Gi', 'hugepages-2Mi': '2Mi' },
  ),
  limits(
    'half a huge page',
    { memory: '1Gi', 'hugepages-2Mi': '3Mi' },
    'resources.limits.hugepages-2Mi',
  ),
  {
    ...inContainer(
      'huge pages without CPU or memory',
      PAGES_ALONE,
      'resources.limits.hugepages-2Mi',
    ),
    // With the nulls, which take the defaults away.
    values: PAGES_ALONE,
  },
  limits(
    'an amount of memory in GB',
    { memory: '8GB' },
    'resources.limits.memory',
  ),
];
