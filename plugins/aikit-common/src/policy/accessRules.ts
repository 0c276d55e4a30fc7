import type { Manifest } from '../api/contract';
import type { ValuePath } from '../values/paths';
import { allows, wouldDo } from './patterns';
import { judgeName, PolicyRule, whoOf } from './judged';
import { isMade } from './podRules';

interface RoleRule {
  resources?: string[];
  verbs?: string[];
}

interface Subject {
  kind?: string;
  name?: string;
  namespace?: string;
}

interface Role extends Manifest {
  rules?: RoleRule[];
}

/** More than any workload needs; also a bound on what is compared. */
const MAX_COMBINATIONS = 200;

/** What pods may do with the API of Kubernetes, as `get pods`. */
export const rbac: PolicyRule = (
  { limits, manifests, namespace: place },
  report,
) => {
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
    .flatMap(({ subjects: given }) => (given ?? []) as Subject[]);
  const isOwn = ({ kind, name = '', namespace = place }: Subject) =>
    kind === 'ServiceAccount' &&
    namespace === place &&
    (isMade(manifests, name) || allows(limits.serviceAccounts, name));
  if (subjects.some(({ name }) => name === 'default')) {
    report({
      rule: 'policy-rbac',
      path: ['rbac', 'rules'],
      message:
        'is granted to the account default, which every pod of the namespace has: set serviceAccount.create to true',
    });
  } else if (!subjects.every(isOwn)) {
    report({
      rule: 'policy-rbac',
      path: ['rbac', 'rules'],
      message: `is granted to others than the workload's own account or one that ${whoOf(
        limits,
      )} may use: set serviceAccount.create to true`,
    });
  }
};

/** Annotations of an account by which its pods have an identity of a cloud. */
const CLOUD_IDENTITIES = [
  'eks.amazonaws.com/role-arn',
  'iam.gke.io/gcp-service-account',
  'azure.workload.identity/client-id',
];

/** Nobody gives themselves what an identity of a cloud may do. */
export const cloudIdentities: PolicyRule = ({ manifests }, report) => {
  for (const { kind, metadata } of manifests) {
    for (const key of CLOUD_IDENTITIES) {
      if (kind === 'ServiceAccount' && metadata.annotations?.[key]) {
        report({
          rule: 'policy-serviceAccounts',
          path: ['serviceAccount', 'annotations', key],
          message:
            'gives the pods an identity of the cloud: leave it out, and name an account that the platform has made with it',
          suggestion: null,
        });
      }
    }
  }
};

interface Routed extends Manifest {
  spec?: {
    rules?: { host?: string }[];
    tls?: { hosts?: string[] }[];
    hostnames?: string[];
  };
}

/**
 * Annotations of ExternalDNS and of ingress controllers that take hosts by
 * themselves, such as `nginx.ingress.kubernetes.io/server-alias`.
 */
const HOST_ANNOTATION = /(server-alias|host-aliases|hostname)$/;

/** Annotations of ingress-nginx that name a Secret, also as `namespace/name`. */
const SECRET_ANNOTATION = /-secret$/;

/** Where in the values the annotations of a kind are given. */
const ANNOTATED: Record<string, string> = {
  Ingress: 'ingress',
  HTTPRoute: 'httpRoute',
  Service: 'service',
};

function hostsOf(manifest: Routed): [ValuePath, string][] {
  const { kind, metadata, spec = {} } = manifest;
  const section = ANNOTATED[kind];
  const annotated = Object.entries(metadata.annotations ?? {})
    .filter(([key]) => HOST_ANNOTATION.test(key))
    .flatMap(([key, value]) =>
      value
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
export const hosts: PolicyRule = ({ limits, manifests, namespace }, report) => {
  for (const manifest of manifests) {
    for (const [path, given] of hostsOf(manifest as Routed)) {
      judgeName(limits, report, {
        rule: 'policy-hosts',
        path,
        given,
        patterns: limits.hosts,
      });
    }
    const { annotations = {} } = manifest.metadata;
    for (const [key, value] of Object.entries(annotations)) {
      if (
        manifest.kind === 'Ingress' &&
        SECRET_ANNOTATION.test(key) &&
        value.includes('/') &&
        !value.startsWith(`${namespace}/`)
      ) {
        report({
          rule: 'policy-secrets',
          path: ['ingress', 'annotations', key],
          message: `names a Secret of another namespace: one of ${namespace} would do`,
        });
      }
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
