import {
  AdoptResponse,
  DeployResponse,
  HelmReleasesResponse,
} from '@aikit-backstage/plugin-aikit-common';
import {
  BackendTests,
  Bench,
  describeWithPortal,
  isHealthy,
  shown,
} from '../describeWithPortal';
import { bindAdopter, installAsHelm, removeReleases } from '../helmInstall';

const RELEASES = '/clusters/us-east/namespaces/default/releases';

interface Case {
  golden: string;
  plural: 'deployments' | 'leaderworkersets';
  name: string;
  pods: number;
}

const CASES: Case[] = [
  {
    golden: 'deployment-llama31',
    plural: 'deployments',
    name: 'llama-aikit',
    pods: 3,
  },
  {
    golden: 'lws-doc-gpu',
    plural: 'leaderworkersets',
    name: 'aikit',
    pods: 5,
  },
];

interface LiveWorkload {
  metadata: {
    name: string;
    uid: string;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: object;
}

/** Which pods there are: a pod that is replaced is another one. */
async function podIds({ cluster }: Bench): Promise<string[]> {
  const pods = await cluster.list('pods');
  return pods.map(({ metadata }) => `${metadata.name} ${metadata.uid}`).sort();
}

/** What of a workload only a submission or an adoption changes. */
function substance({ metadata, spec }: LiveWorkload) {
  const { labels, annotations } = metadata;
  return { labels, annotations, spec };
}

export const adoptionTests: BackendTests = start => {
  describeWithPortal(
    'a workload that Helm installed',
    start,
    {
      nodes: [
        {
          name: 'gpu-16',
          labels: { 'node.kubernetes.io/instance-type': 'g5.4xlarge' },
          capacity: { 'nvidia.com/gpu': 16, memory: '512Gi', cpu: 64 },
        },
      ],
      entities: ['chat'],
    },
    bench => {
      beforeAll(() => bindAdopter(bench().cluster));
      afterEach(() => removeReleases(bench().cluster));

      const live = ({ plural, name }: Case) =>
        bench().cluster.get<LiveWorkload>(plural, name);
      const adopt = (release: string, more: object = {}) =>
        bench().portal.request<AdoptResponse>(
          'POST',
          `${RELEASES}/${release}/adopt`,
          { body: { entityRef: 'component:default/chat', ...more } },
        );

      it.each(CASES)(
        'is taken over with its pods running: $golden',
        async each => {
          const { cluster, portal } = bench();
          const release = await installAsHelm(cluster, each.golden);
          await cluster.podsReady(each.pods);
          const pods = await podIds(bench());
          const before = await live(each);

          const list = await portal.request<HelmReleasesResponse>(
            'GET',
            RELEASES,
          );
          expect(list.body.items).toEqual([
            {
              name: release,
              chart: { name: 'aikit', version: '0.19.0' },
              revision: 1,
              status: 'deployed',
            },
          ]);

          const tried = await adopt(release, { dryRun: true });
          expect(tried.status).toBe(200);
          expect(tried.body).toMatchObject({
            dryRun: true,
            workload: each.name,
            next: expect.objectContaining({ restarts: true }),
          });
          const shownBefore = tried.body.objects;
          expect(substance(await live(each))).toEqual(substance(before));

          const { status, body } = await adopt(release, { forget: true });
          expect({ status, body }).toMatchObject({ status: 200 });
          const after = await live(each);
          expect(shownBefore[0].after?.metadata).toMatchObject({
            labels: after.metadata.labels,
            annotations: after.metadata.annotations,
          });
          expect(after.spec).toEqual(before.spec);
          expect(after.metadata.labels).toMatchObject({
            'app.kubernetes.io/managed-by': 'backstage-aikit',
            'app.kubernetes.io/instance': each.name,
            'backstage.io/kubernetes-id': 'chat',
          });
          expect(after.metadata.labels).not.toHaveProperty('helm.sh/chart');
          expect(Object.keys(after.metadata.annotations ?? {})).not.toContain(
            'meta.helm.sh/release-name',
          );
          expect(await cluster.names('headless')).toEqual([]);
          expect((await adopt(release)).status).toBe(404);

          await shown(bench(), each.name, isHealthy, 'the workload healthy');
          expect(await podIds(bench())).toEqual(pods);

          const deployed = await portal.deploy<DeployResponse>(
            'default',
            each.name,
            { values: body.values, entityRef: 'component:default/chat' },
          );
          expect(deployed).toMatchObject({
            status: 200,
            body: { kind: body.kind },
          });
          // What Helm had set and is no more can be removed: it is owned.
          expect(JSON.stringify((await live(each)).spec)).not.toContain(
            'helm.sh/chart',
          );
          const { generation } = deployed.body;
          await shown(
            bench(),
            each.name,
            workload =>
              workload.generation === generation && isHealthy(workload),
            'the corrected workload healthy',
          );
          const again = await portal.deploy<DeployResponse>(
            'default',
            each.name,
            { values: body.values, entityRef: 'component:default/chat' },
          );
          expect(
            again.body.objects.every(({ change }) => change === 'unchanged'),
          ).toBe(true);
        },
        90_000,
      );
    },
  );
};
