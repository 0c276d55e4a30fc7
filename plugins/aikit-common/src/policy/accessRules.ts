import type { Manifest } from '../api/contract';
import type { ValuePath } from '../values/paths';
import { allows, wouldDo } from './patterns';
import { judgeName, PolicyRule, whoOf } from './judged';

interface RoleRule {
  resources?: string[];
  verbs?: string[];
}

interface Role extends Manifest {
  rules?: RoleRule[];
}

/** More than any workload needs; also a bound on what is compared. */
const MAX_COMBINATIONS = 200;

/** What pods may do with the API of Kubernetes, as `get pods`. */
export const rbac: PolicyRule = ({ limits, manifests }, report) => {
  const roles = manifests.filter(({ kind }) => kind === 'Role') as Role[];
  for (const { rules = [] } of roles) {
    rules.forEach(({ resources = [], verbs = [] }, index) => {
      const isLong = resources.length * verbs.length > MAX_COMBINATIONS;
      const refused = isLong
        ? ['more than can be looked through']
        : verbs
            .flatMap(verb => resources.map(resource => `${verb} ${resource}`))
            .filter(right => !allows(limits.rbac, right));
      if (refused.length > 0) {
        report({
          rule: 'policy-rbac',
          path: ['rbac', 'rules', index],
          message: `lets the pods do what those of ${whoOf(
            limits,
          )} may not (${refused.slice(0, 5).join(', ')})${wouldDo(
            limits.rbac,
          )}`,
        });
      }
    });
  }
  const subjects = manifests
    .filter(({ kind }) => kind === 'RoleBinding')
    .flatMap(({ subjects: given }) => (given ?? []) as { name?: string }[]);
  if (subjects.some(({ name }) => name === 'default')) {
    report({
      rule: 'policy-rbac',
      path: ['rbac', 'rules'],
      message:
        'is granted to the account default, which every pod of the namespace has: set serviceAccount.create to true',
    });
  }
};

interface Routed extends Manifest {
  spec?: {
    rules?: { host?: string }[];
    tls?: { hosts?: string[] }[];
    hostnames?: string[];
  };
}

/** Annotations of ExternalDNS and ingress-nginx that take hosts by themselves. */
const HOST_ANNOTATIONS = [
  'external-dns.alpha.kubernetes.io/hostname',
  'external-dns.alpha.kubernetes.io/internal-hostname',
  'nginx.ingress.kubernetes.io/server-alias',
];

/** Where in the values the annotations of a kind are given. */
const ANNOTATED: Record<string, string> = {
  Ingress: 'ingress',
  HTTPRoute: 'httpRoute',
  Service: 'service',
};

function hostsOf(manifest: Routed): [ValuePath, string][] {
  const { kind, metadata, spec = {} } = manifest;
  const section = ANNOTATED[kind];
  const annotated = HOST_ANNOTATIONS.flatMap(key =>
    (metadata.annotations?.[key] ?? '')
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((host): [ValuePath, string] => [
        [section, 'annotations', key],
        host,
      ]),
  );
  if (kind === 'Ingress') {
    return [
      ...(spec.rules ?? []).map(
        ({ host = '*' }, index): [ValuePath, string] => [
          ['ingress', 'hosts', index, 'host'],
          host,
        ],
      ),
      ...(spec.tls ?? []).flatMap(({ hosts = [] }, index) =>
        hosts.map((host, position): [ValuePath, string] => [
          ['ingress', 'tls', index, 'hosts', position],
          host,
        ]),
      ),
      ...annotated,
    ];
  }
  if (kind === 'HTTPRoute') {
    const { hostnames = [] } = spec;
    // Without one it takes every host of its Gateway.
    return hostnames.length > 0
      ? [
          ...hostnames.map((host, index): [ValuePath, string] => [
            ['httpRoute', 'hostnames', index],
            host,
          ]),
          ...annotated,
        ]
      : [[['httpRoute', 'hostnames'], '*'], ...annotated];
  }
  return section ? annotated : [];
}

/** Requests come in by hosts that the owner may have. */
export const hosts: PolicyRule = ({ limits, manifests }, report) => {
  for (const manifest of manifests) {
    for (const [path, given] of hostsOf(manifest as Routed)) {
      judgeName(limits, report, {
        rule: 'policy-hosts',
        path,
        given,
        patterns: limits.hosts,
      });
    }
    for (const key of Object.keys(manifest.metadata.annotations ?? {})) {
      if (manifest.kind === 'Ingress' && /-snippets?$/.test(key)) {
        report({
          rule: 'policy-hosts',
          path: ['ingress', 'annotations', key],
          message:
            'writes into the configuration of the controller, with which any host can be taken: leave it out',
          suggestion: null,
        });
      }
    }
  }
};
