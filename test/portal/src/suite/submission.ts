import {
  DeployResponse,
  ObjectChange,
  RemoveResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { CPU_EXAMPLE, DEPLOYMENT_EXAMPLE, pairs } from '../examples';
import {
  BackendTests,
  describeWithPortal,
  isHealthy,
  shown,
} from '../describeWithPortal';

const entityRef = 'component:default/chat';
const WORKLOAD = '/clusters/us-east/namespaces/default/workloads/chat';

const changes = (objects: ObjectChange[]) =>
  Object.fromEntries(objects.map(({ kind, change }) => [kind, change]));

export const submissionTests: BackendTests = start => {
  describeWithPortal(
    'submission to a cluster',
    start,
    {
      nodes: [{ name: 'gpu-8', capacity: { 'nvidia.com/gpu': 8 } }],
      entities: ['chat', 'other'],
    },
    bench => {
      const deploy = (values: object, more: object = {}) =>
        bench().portal.deploy<DeployResponse & { error: { message: string } }>(
          'default',
          'chat',
          { values: { ...values }, entityRef, ...more },
        );
      const names = () => bench().cluster.names('chat');

      it('changes nothing when the same values are submitted again', async () => {
        const first = await deploy(CPU_EXAMPLE);
        expect(changes(first.body.objects)).toEqual({
          LeaderWorkerSet: 'created',
          Service: 'created',
        });
        const versions = async () => {
          const { cluster } = bench();
          const objects = [
            await cluster.get('leaderworkersets', 'chat'),
            await cluster.get('services', 'chat'),
          ];
          return objects.map(({ metadata: { generation }, spec }) => ({
            generation,
            spec,
          }));
        };
        const before = await versions();

        const second = await deploy(CPU_EXAMPLE);

        expect(changes(second.body.objects)).toEqual({
          LeaderWorkerSet: 'unchanged',
          Service: 'unchanged',
        });
        expect(second.body.generation).toBe(first.body.generation);
        expect(await versions()).toEqual(before);
      });

      it('a dry run says what would happen and creates nothing', async () => {
        const answer = await deploy(CPU_EXAMPLE, { dryRun: true });

        expect(answer.body).toMatchObject({ dryRun: true });
        expect(changes(answer.body.objects)).toEqual({
          LeaderWorkerSet: 'created',
          Service: 'created',
        });
        expect(await names()).toEqual([]);
      });

      it('names the field manager that owns a field it would change', async () => {
        await deploy(pairs(1));
        await bench().cluster.applyAs('somebody-else', 'leaderworkersets', {
          apiVersion: 'leaderworkerset.x-k8s.io/v1',
          kind: 'LeaderWorkerSet',
          metadata: { name: 'chat' },
          spec: { replicas: 3 },
        });

        const refused = await deploy(pairs(2));
        expect(refused.status).toBe(409);
        expect(refused.body.error.message).toContain('somebody-else');
        expect(refused.body.error.message).toContain('spec.replicas');

        const forced = await deploy(pairs(2), { force: true });
        expect(forced.status).toBe(200);
        const status = await shown(
          bench(),
          'chat',
          ({ groups }) => groups.desired === 2,
          'two groups',
        );
        expect(status.groups.desired).toBe(2);
      });

      it.each([
        ['of two entities', 'component:default/other'],
        ['of one entity', entityRef],
      ])(
        'of two submissions at once, %s, makes one, and nothing of the other',
        async (_, second) => {
          const answers = await Promise.all([
            deploy(pairs(1)),
            deploy(
              { ...DEPLOYMENT_EXAMPLE, serviceAccount: { create: true } },
              { entityRef: second },
            ),
          ]);
          const statuses = answers.map(({ status }) => status);
          expect([...statuses].sort()).toEqual([200, 409]);
          expect(
            (await names()).filter(name =>
              /^(leaderworkersets|deployments|services)\/chat$/.test(name),
            ),
          ).toEqual(
            statuses[0] === 200
              ? ['services/chat', 'leaderworkersets/chat']
              : ['services/chat', 'deployments/chat'],
          );
        },
      );

      it("makes nothing, and changes nothing, where one object is somebody else's", async () => {
        const foreign = {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'chat' },
          spec: { selector: { app: 'theirs' }, ports: [{ port: 80 }] },
        };
        await bench().cluster.applyAs('somebody-else', 'services', foreign);
        const before = await bench().cluster.get('services', 'chat');
        for (const force of [false, true]) {
          const answer = await deploy(pairs(1), { force });
          expect(answer.status).toBe(409);
          expect(answer.body.error.message).toContain('not even with force');
        }
        const removed = await bench().portal.request('DELETE', WORKLOAD);
        expect(removed.status).toBe(404);
        expect(await names()).toEqual(['services/chat']);
        expect(await bench().cluster.get('services', 'chat')).toEqual(before);
      });

      it("does not touch another entity's workload", async () => {
        await deploy(pairs(1));
        await shown(bench(), 'chat', isHealthy, 'chat healthy');

        const answer = await deploy(pairs(2), {
          entityRef: 'component:default/other',
        });

        expect(answer.status).toBe(409);
        const { body } = await bench().portal.workload('default', 'chat');
        expect(body.workload.groups.desired).toBe(1);
      });

      it('refuses values that cannot work before the cluster sees them', async () => {
        const answer = await deploy({
          leaderWorkerSet: {
            enabled: true,
            leaderWorkerTemplate: { size: 0 },
          },
        });

        expect(answer.status).toBe(400);
        expect(answer.body.error.message).toContain(
          'leaderWorkerSet.leaderWorkerTemplate.size',
        );
        expect(await names()).toEqual([]);
      });

      it('refuses other claims and subgroups for what is there, which would never come to be', async () => {
        // Without groups, so that no claims are left behind.
        const groups = (storage: string, subGroupSize?: number) => ({
          leaderWorkerSet: {
            enabled: true,
            replicas: 0,
            leaderWorkerTemplate: {
              size: 2,
              ...(subGroupSize && { subGroupPolicy: { subGroupSize } }),
              volumeClaimTemplates: [
                {
                  metadata: { name: 'models' },
                  spec: {
                    accessModes: ['ReadWriteOnce'],
                    resources: { requests: { storage } },
                  },
                },
              ],
            },
          },
        });
        const first = await deploy(groups('10Gi'));
        expect(first.status).toBe(200);

        const same = await deploy(groups('10240Mi'));
        expect(changes(same.body.objects)).toEqual({
          LeaderWorkerSet: 'unchanged',
          Service: 'unchanged',
        });
        for (const [values, field] of [
          [groups('20Gi'), 'volumeClaimTemplates'],
          [groups('10Gi', 2), 'subGroupPolicy'],
        ] as const) {
          for (const dryRun of [true, false]) {
            const answer = await deploy(values, { dryRun });
            expect(answer.status).toBe(400);
            expect(answer.body.error.message).toMatch(
              new RegExp(
                `leaderWorkerSet.leaderWorkerTemplate.${field}: .*remove the workload and submit it again`,
              ),
            );
          }
        }

        const after = await deploy(groups('10Gi'));
        expect(after.body.generation).toBe(first.body.generation);
      });

      it('removal leaves nothing, and the portal forgets the workload', async () => {
        const { portal, cluster } = bench();
        await deploy({
          ...pairs(1),
          autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 2 },
        });
        await shown(bench(), 'chat', isHealthy, 'chat healthy');

        const removed = await portal.request<RemoveResponse>(
          'DELETE',
          WORKLOAD,
        );
        expect(changes(removed.body.objects)).toEqual({
          LeaderWorkerSet: 'deleted',
          Service: 'deleted',
          HorizontalPodAutoscaler: 'deleted',
        });
        await cluster.podsGone(20_000);
        expect(await names()).toEqual([]);
        expect((await portal.workload('default', 'chat')).status).toBe(404);
        expect((await portal.request('DELETE', WORKLOAD)).status).toBe(404);
      });

      it('turns a Deployment into a LeaderWorkerSet and removes what is no longer rendered', async () => {
        await deploy(DEPLOYMENT_EXAMPLE);
        await shown(bench(), 'chat', isHealthy, 'the Deployment healthy');

        const answer = await deploy(pairs(1));
        expect(changes(answer.body.objects)).toMatchObject({
          LeaderWorkerSet: 'created',
          Service: 'updated',
          Deployment: 'deleted',
        });
        const status = await shown(
          bench(),
          'chat',
          workload =>
            workload.kind === 'LeaderWorkerSet' && isHealthy(workload),
          'the LeaderWorkerSet healthy',
        );
        expect(status.mode).toBe('distributed');
      });
    },
  );
};
