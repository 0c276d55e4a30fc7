import { revisionHash } from './revisions';

it('hashes the data of a revision as LWS 0.9.0 does', () => {
  const container = {
    securityContext: { allowPrivilegeEscalation: false },
    name: 'c',
    image: 'img',
    readinessProbe: { httpGet: { path: '/r', port: 8080 } },
    resources: { limits: { cpu: '1', memory: '2Gi', 'nvidia.com/gpu': '1' } },
    volumeMounts: [{ mountPath: '/v', name: 'v' }],
  };
  const init = {
    name: 'i',
    image: 'i',
    resources: {},
    env: [
      { name: 'A', value: 'b' },
      { name: 'LWS_GROUP_SIZE', value: '77' },
    ],
  };
  const emptyDir = { medium: 'Memory', sizeLimit: '1Gi' };

  expect(
    revisionHash({
      spec: {
        networkConfig: { subdomainPolicy: 'Shared', $patch: 'replace' },
        leaderWorkerTemplate: {
          size: 2,
          restartPolicy: 'RecreateGroupOnPodRestart',
          workerTemplate: {
            metadata: { labels: { app: 'x' } },
            spec: {
              containers: [container],
              initContainers: [init],
              volumes: [{ name: 'v', emptyDir }],
            },
          },
          $patch: 'replace',
        },
      },
    }),
  ).toBe('6899d596b6');
});
