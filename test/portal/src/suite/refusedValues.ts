/** Values that the defaults of the policy, or the line above, refuse. */
export const REFUSED: [string, object, string][] = [
  [
    'a service account of somebody else',
    { serviceAccount: { create: false, name: 'cluster-admin' } },
    'policy-serviceAccounts',
  ],
  [
    'a folder of the node',
    {
      volumes: [{ name: 'node', hostPath: { path: '/' } }],
      volumeMounts: [{ name: 'node', mountPath: '/node' }],
    },
    'policy-hostPaths',
  ],
  [
    'the Secret of another team',
    {
      volumes: [{ name: 's', secret: { secretName: 'team-a-db' } }],
      volumeMounts: [{ name: 's', mountPath: '/s' }],
    },
    'policy-secrets',
  ],
  [
    'a variable from the Secret of another team',
    {
      env: [
        {
          name: 'DB',
          valueFrom: { secretKeyRef: { name: 'team-a-db', key: 'password' } },
        },
      ],
    },
    'policy-secrets',
  ],
  [
    'a system priority class',
    { priorityClassName: 'system-node-critical' },
    'policy-priorityClasses',
  ],
  [
    'the host of another team',
    {
      ingress: {
        enabled: true,
        hosts: [
          {
            host: 'chat.team-a.example.com',
            paths: [{ path: '/', pathType: 'Prefix' }],
          },
        ],
      },
    },
    'policy-hosts',
  ],
  [
    'labels of the pods of another Service',
    { podLabels: { app: 'search' } },
    'policy-labels',
  ],
  ['a million pods', { replicaCount: 1_000_000 }, 'policy-pods'],
  [
    'a privileged container',
    { securityContext: { privileged: true, allowPrivilegeEscalation: true } },
    'privileged',
  ],
  [
    'a secret in plain text',
    { env: [{ name: 'HF_TOKEN', value: 'hf_planted0secret0value0of0alice' }] },
    'policy-secretsInValues',
  ],
];
