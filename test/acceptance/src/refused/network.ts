import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import { Change, open, Refusal, refusalsOf, rendered } from './refusal';

const METRICS = { name: 'metrics', containerPort: 9000 };

const service = refusalsOf('Service', {});

/** A Service with one more port. */
function extraPort(what: string, given: ValuesMap, path: string): Refusal {
  return service(
    what,
    { service: { extraPorts: [given] } },
    () => ({
      spec: { ports: [...httpPorts(), { targetPort: 'http', ...given }] },
    }),
    `service.extraPorts[0].${path}`,
  );
}

type Ports = { spec: { ports: ValuesMap[] } };

function httpPorts(): ValuesMap[] {
  return (rendered('Service', {}) as unknown as Ports).spec.ports;
}

function httpPort(changes: ValuesMap): Change {
  return () => ({ spec: { ports: [{ ...httpPorts()[0], ...changes }] } });
}

/** Services. */
export const SERVICES: Refusal[] = [
  service(
    'a Service on port 0',
    { service: { port: 0 } },
    httpPort({ port: 0 }),
    'service.port',
  ),
  service(
    'a Service on port 70000',
    { service: { port: 70000 } },
    httpPort({ port: 70000 }),
    'service.port',
  ),
  service(
    'an unknown type of Service',
    { service: { type: 'External' } },
    { spec: { type: 'External' } },
    'service.type',
  ),
  service(
    'a node port of a Service that has none',
    { service: { nodePort: 30080 } },
    httpPort({ nodePort: 30080 }),
    'service.nodePort',
  ),
  service(
    'an annotation whose key has a space',
    { service: { annotations: { 'my key': 'x' } } },
    { metadata: { annotations: { 'my key': 'x' } } },
    'service.annotations["my key"]',
  ),
  extraPort(
    'a second port of the same number',
    { name: 'rpc', port: 8080 },
    'port',
  ),
  extraPort(
    'a second port of the same name',
    { name: 'http', port: 9000 },
    'name',
  ),
  extraPort(
    'a port whose name is none',
    { name: 'my_rpc', port: 9000 },
    'name',
  ),
  open(extraPort('a second port without a name', { port: 9000 }, 'name')),
  extraPort(
    'a port of an unknown protocol',
    { name: 'rpc', port: 9000, protocol: 'HTTP' },
    'protocol',
  ),
  refusalsOf('Service', { ports: [METRICS] })(
    'a port that leads to a name that is none',
    {
      service: {
        extraPorts: [{ name: 'metrics', port: 9000, targetPort: 'Metrics' }],
      },
    },
    () => ({
      spec: {
        ports: [
          ...httpPorts(),
          { name: 'metrics', port: 9000, targetPort: 'Metrics' },
        ],
      },
    }),
    'service.extraPorts[0].targetPort',
  ),
];

const PATH = { path: '/', pathType: 'Prefix' };

const INGRESS = {
  ingress: {
    enabled: true,
    className: 'nginx',
    hosts: [{ host: 'chat.example.com', paths: [PATH] }],
    tls: [{ secretName: 'chat-tls', hosts: ['chat.example.com'] }],
  },
};

const ingress = refusalsOf('Ingress', INGRESS);

type Rules = {
  spec: { rules: [ValuesMap & { http: { paths: [ValuesMap] } }] };
};

function rule(changes: ValuesMap): ValuesMap {
  const [first] = (rendered('Ingress', INGRESS) as unknown as Rules).spec.rules;
  return { spec: { rules: [{ ...first, ...changes }] } };
}

function host(what: string, given: string): Refusal {
  return ingress(
    what,
    { ingress: { hosts: [{ host: given, paths: [PATH] }] } },
    () => rule({ host: given }),
    'ingress.hosts[0].host',
  );
}

function underPath(what: string, given: ValuesMap, field: string): Refusal {
  const changed = { ...PATH, ...given };
  return ingress(
    what,
    {
      ingress: { hosts: [{ host: 'chat.example.com', paths: [changed] }] },
    },
    () => {
      const [first] = (rendered('Ingress', INGRESS) as unknown as Rules).spec
        .rules[0].http.paths;
      return rule({ http: { paths: [{ ...first, ...changed }] } });
    },
    `ingress.hosts[0].paths[0].${field}`,
  );
}

/** Ingresses. */
export const INGRESSES: Refusal[] = [
  host('a host in upper case', 'Chat.Example.com'),
  open(host('a host that is an address', '10.0.0.1')),
  open(host('a wildcard in the middle of a host', 'chat.*.com')),
  underPath('a path that is not absolute', { path: 'v1' }, 'path'),
  underPath('a path of an unknown type', { pathType: 'Regex' }, 'pathType'),
  open(
    ingress(
      'an Ingress of no hosts',
      { ingress: { hosts: [] } },
      { spec: { rules: null, tls: null } },
      'ingress.hosts',
    ),
  ),
  ingress(
    'a class whose name is none',
    { ingress: { className: 'My_Class' } },
    { spec: { ingressClassName: 'My_Class' } },
    'ingress.className',
  ),
  ingress(
    'a certificate for a host that is none',
    { ingress: { tls: [{ secretName: 'chat-tls', hosts: ['a_b'] }] } },
    { spec: { tls: [{ secretName: 'chat-tls', hosts: ['a_b'] }] } },
    'ingress.tls[0].hosts[0]',
  ),
];

const ROUTE = {
  httpRoute: {
    enabled: true,
    parentRefs: [{ name: 'gateway' }],
    hostnames: ['chat.example.com'],
  },
};

const route = refusalsOf('HTTPRoute', ROUTE);

/** Routes of the Gateway API. */
export const ROUTES: Refusal[] = [
  route(
    'a host name in upper case',
    { httpRoute: { hostnames: ['Chat.Example.com'] } },
    { spec: { hostnames: ['Chat.Example.com'] } },
    'httpRoute.hostnames[0]',
  ),
  open(
    route(
      'a gateway without a name',
      { httpRoute: { parentRefs: [{ namespace: 'infra' }] } },
      { spec: { parentRefs: [{ namespace: 'infra' }] } },
      'httpRoute.parentRefs[0].name',
    ),
  ),
  route(
    'a gateway whose port is none',
    { httpRoute: { parentRefs: [{ name: 'gateway', port: 0 }] } },
    { spec: { parentRefs: [{ name: 'gateway', port: 0 }] } },
    'httpRoute.parentRefs[0].port',
  ),
];
