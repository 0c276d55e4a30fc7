import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import {
  DISTRIBUTED,
  open,
  inPod,
  refusal,
  Refusal,
  refusalsOf,
} from './refusal';

const RULE = { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] };

const role = refusalsOf('Role', {
  serviceAccount: { create: true },
  rbac: { create: true, rules: [RULE] },
});

function rule(what: string, given: ValuesMap, path: string): Refusal {
  const rules = [{ ...RULE, ...given }];
  return role(what, { rbac: { rules } }, { rules }, `rbac.rules[0]${path}`);
}

/** What pods may do. */
export const ACCESS: Refusal[] = [
  open(rule('a rule that allows nothing', { verbs: [] }, '.verbs')),
  open(rule('a rule about no group', { apiGroups: [] }, '.apiGroups')),
  open(rule('a rule about no resources', { resources: [] }, '.resources')),
  inPodAs('a pod of an account that cannot be', 'My_Account'),
];

function inPodAs(what: string, name: string): Refusal {
  return {
    ...inPod(what, { serviceAccountName: name }, 'serviceAccount.name'),
    values: { serviceAccount: { name } },
  };
}

/** Labels and annotations of the objects themselves. */
export const LABELS: Refusal[] = [
  refusal('an annotation whose key has a space', {
    kind: 'LeaderWorkerSet',
    base: DISTRIBUTED,
    values: { leaderWorkerSet: { annotations: { 'my key': 'x' } } },
    change: { metadata: { annotations: { 'my key': 'x' } } },
    path: 'leaderWorkerSet.annotations["my key"]',
  }),
  refusal('a queue whose name is none', {
    kind: 'Deployment',
    base: { kueue: { queueName: 'gpu' } },
    values: { kueue: { queueName: 'GPU queue' } },
    change: {
      metadata: { labels: { 'kueue.x-k8s.io/queue-name': 'GPU queue' } },
    },
    path: 'kueue.queueName',
  }),
  refusal('an unknown level of pod security', {
    kind: 'Namespace',
    base: { namespace: { podSecurity: { enforce: 'baseline' } } },
    values: { namespace: { podSecurity: { enforce: 'strict' } } },
    change: {
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'strict' } },
    },
    path: 'namespace.podSecurity.enforce',
  }),
];
