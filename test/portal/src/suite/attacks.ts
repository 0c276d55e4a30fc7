import {
  DeployRequest,
  DeployResponse,
  WorkloadsResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { CPU_EXAMPLE, DEPLOYMENT_EXAMPLE } from '../examples';
import { BackendTests, describeWithPortal } from '../describeWithPortal';
import { component } from '../portalBackend';
import { permissions, userInfo } from '../teams';
import { REFUSED } from './refusedValues';

interface Refusal {
  error: { name: string; message: string; issues?: { rule?: string }[] };
}

const OF_A = 'component:default/chat';
const OF_B = 'component:default/mine';
const place = (namespace: string, name: string) =>
  `/clusters/us-east/namespaces/${namespace}/workloads/${name}`;

export const attackTests: BackendTests = start => {
  describeWithPortal(
    'what somebody of another team may not do',
    start,
    {
      nodes: [{ name: 'gpu-8', capacity: { 'nvidia.com/gpu': 8 } }],
      entities: [
        component('chat', 'group:default/team-a'),
        {
          ...component('mine', 'group:default/team-b'),
          metadata: {
            name: 'mine',
            namespace: 'default',
            annotations: {
              'backstage.io/kubernetes-label-selector': '!no-such-label',
            },
          },
        },
      ],
      portal: {
        config: {
          aikit: {
            policy: {
              contact: 'the platform team, #platform',
              hosts: ['*.{owner}.example.com'],
            },
          },
        },
        features: [userInfo, permissions.factory],
      },
    },
    bench => {
      const as = (user: string) => ({
        put: <T = Refusal>(
          name: string,
          request: DeployRequest,
          namespace = 'default',
        ) =>
          bench().portal.request<T>('PUT', place(namespace, name), {
            body: request,
            as: user,
          }),
        get: <T = Refusal>(path: string) =>
          bench().portal.request<T>('GET', path, { as: user }),
        remove: (name: string, namespace = 'default') =>
          bench().portal.request<Refusal>('DELETE', place(namespace, name), {
            as: user,
          }),
      });
      const alice = as('alice');
      const mallory = as('mallory');
      const deployment = (name: string) =>
        bench().cluster.get<{
          metadata: { name: string; uid: string; generation?: number };
          spec: { template: { spec: { containers: { name: string }[] } } };
        }>('deployments', name);

      /** A Deployment that the portal did not make. */
      const foreign = async (name: string) => {
        const { status, body } = await bench().cluster.target.request(
          'POST',
          '/apis/apps/v1/namespaces/default/deployments',
          {
            query: { fieldManager: 'kubectl' },
            body: {
              apiVersion: 'apps/v1',
              kind: 'Deployment',
              metadata: { name },
              spec: {
                selector: { matchLabels: { app: name } },
                template: {
                  metadata: { labels: { app: name } },
                  spec: {
                    containers: [
                      {
                        name: 'dns',
                        image: 'dns:1',
                        env: [{ name: 'KEY', value: 'planted-secret' }],
                      },
                    ],
                  },
                },
              },
            },
          },
        );
        expect([status, body]).toEqual([201, expect.anything()]);
        return deployment(name);
      };

      it('1. force takes over nothing that the portal did not make', async () => {
        const before = await foreign('coredns');
        const forced = await mallory.put('coredns', {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: OF_B,
          force: true,
        });
        expect(forced.status).toBe(409);
        const removed = await mallory.remove('coredns');
        expect([403, 404]).toContain(removed.status);
        const after = await deployment('coredns');
        expect(after.metadata.uid).toBe(before.metadata.uid);
        expect(after.spec).toEqual(before.spec);
      });

      it('1. nothing is deployed to a system namespace', async () => {
        const { status, body } = await mallory.put(
          'coredns',
          { values: { ...DEPLOYMENT_EXAMPLE }, entityRef: OF_B, force: true },
          'kube-system',
        );
        expect(status).toBe(403);
        expect(body.error.message).toMatch(/kube-system.*#platform/);
      });

      it('2. the proxy is closed to users, and the suite works without it', async () => {
        const { status } = await bench().portal.request(
          'DELETE',
          '/proxy/api/v1/namespaces/default/pods/any',
          {
            as: 'mallory',
            plugin: 'kubernetes',
            headers: { 'backstage-kubernetes-cluster': 'us-east' },
          },
        );
        expect(status).toBe(403);
        const deployed = await alice.put('chat', {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: OF_A,
        });
        expect(deployed.status).toBe(200);
      });

      it.each(REFUSED)('3. %s is refused', async (_, values, rule) => {
        const { status, body } = await mallory.put('evil', {
          values: { ...DEPLOYMENT_EXAMPLE, ...values },
          entityRef: OF_B,
        });
        expect([status, JSON.stringify(body)]).toEqual([
          403,
          expect.stringContaining(rule),
        ]);
        expect(body.error.message).toContain('#platform');
        // 13. What was given as a value is in no answer.
        expect(JSON.stringify(body)).not.toContain('planted');
        expect(await bench().cluster.names('evil')).toEqual([]);
      });

      it('4. a dry run discloses nothing of others', async () => {
        await foreign('other');
        const { status, body } = await mallory.put('other', {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: OF_B,
          dryRun: true,
          force: true,
        });
        expect(status).toBe(409);
        expect(JSON.stringify(body)).not.toMatch(/planted|dns/);
      });

      it('4. a dry run conceals the values of variables of what is one’s own', async () => {
        const request = {
          values: {
            ...DEPLOYMENT_EXAMPLE,
            env: [{ name: 'MODE', value: 'planted-value' }],
          },
          entityRef: OF_A,
        };
        expect((await alice.put('chat', request)).status).toBe(200);
        const { status, body } = await alice.put<DeployResponse>('chat', {
          ...request,
          dryRun: true,
        });
        expect(status).toBe(200);
        expect(JSON.stringify(body.objects)).toContain('MODE');
        const shown = body.objects.map(object => ({
          ...object,
          before: withoutRemembered(object.before),
          after: withoutRemembered(object.after),
        }));
        expect(JSON.stringify(shown)).not.toContain('planted-value');
      });

      it('5. a selector of my own shows none of the others', async () => {
        await alice.put('chat', {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: OF_A,
        });
        await foreign('unclaimed');
        await mallory.put('mine', {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: OF_B,
        });
        const seen = async () => {
          const { body } = await mallory.get<WorkloadsResponse>(
            '/entities/component/default/mine/workloads',
          );
          return body.items.map(({ name }) => name);
        };
        await eventually(async () => expect(await seen()).toContain('mine'));
        // Alice's is of an entity that everybody may read in this catalog.
        expect(await seen()).not.toContain('unclaimed');
      });

      it('7. an entity that the catalog does not have belongs to who made it', async () => {
        const request = {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: 'component:default/new',
          owner: 'group:default/team-a',
        };
        expect((await alice.put('new', request)).status).toBe(200);
        const taken = await mallory.put('new', {
          ...request,
          owner: 'group:default/team-b',
        });
        expect([403, 404, 409]).toContain(taken.status);
        expect([403, 404]).toContain((await mallory.remove('new')).status);
        expect((await alice.remove('new')).status).toBe(200);
      });

      it('7. nobody gives a workload to an owner that is not theirs', async () => {
        const { status } = await mallory.put('gift', {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: 'component:default/gift',
          owner: 'group:default/team-a',
        });
        expect(status).toBe(403);
        expect(await bench().cluster.names('gift')).toEqual([]);
      });

      it('8. releases of Helm are taken over only where the policy says so', async () => {
        const { status } = await bench().portal.request<Refusal>(
          'POST',
          '/clusters/us-east/namespaces/default/releases/any/adopt',
          { as: 'mallory', body: { entityRef: OF_B } },
        );
        expect(status).toBe(403);
      });

      it('9. the level of a namespace is never lowered', async () => {
        const namespaces = '/api/v1/namespaces';
        const enforce = 'pod-security.kubernetes.io/enforce';
        const { target } = bench().cluster;
        await target.request('POST', namespaces, {
          body: {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: 'held', labels: { [enforce]: 'restricted' } },
          },
        });
        const { status } = await mallory.put(
          'chat',
          {
            values: {
              ...DEPLOYMENT_EXAMPLE,
              namespace: { podSecurity: { enforce: 'baseline' } },
            },
            entityRef: OF_B,
            force: true,
          },
          'held',
        );
        expect([400, 403, 409]).toContain(status);
        const { body } = await target.request('GET', `${namespaces}/held`);
        const { metadata } = body as {
          metadata: { labels: Record<string, string> };
        };
        expect(metadata.labels[enforce]).toBe('restricted');
      });

      it('10. of two who make the same at once one gets a conflict, and leaves nothing', async () => {
        const answers = await Promise.all([
          alice.put<DeployResponse & Refusal>('race', {
            values: { ...DEPLOYMENT_EXAMPLE },
            entityRef: OF_A,
          }),
          mallory.put<DeployResponse & Refusal>('race', {
            values: { ...CPU_EXAMPLE },
            entityRef: OF_B,
          }),
        ]);
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
        const kinds = (await bench().cluster.names('race')).filter(name =>
          /^(deployments|leaderworkersets)/.test(name),
        );
        expect(kinds).toEqual([
          answers[0].status === 200
            ? 'deployments/race'
            : 'leaderworkersets/race',
        ]);
      });

      it('14. a refusal does not tell what there is', async () => {
        await alice.put('chat', {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: 'component:default/hidden',
          owner: 'group:default/team-a',
        });
        const there = await mallory.remove('chat');
        const absent = await mallory.remove('absent');
        expect(there.status).toBe(absent.status);
        expect(there.body.error.message.replaceAll('chat', 'absent')).toBe(
          absent.body.error.message,
        );
      });

      it.each(['%2F..%2F/x', '%00/x', `${'x'.repeat(5000)}/x`])(
        '15. a bad path is a bad request',
        async path => {
          const { status } = await mallory.get(
            `/entities/component/${path}/workloads`,
          );
          expect([400, 404]).toContain(status);
        },
      );

      it('17. owners and names with control characters are refused', async () => {
        const { status } = await mallory.put('evil', {
          values: { ...DEPLOYMENT_EXAMPLE },
          entityRef: OF_B,
          owner: 'group:default/team-b\u001b[31m',
        });
        expect([400, 403]).toContain(status);
      });
    },
  );
};

/** Tries again for a while, until looking does not throw. */
async function eventually(look: () => Promise<void>): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      await look();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}

/** An object without what the portal remembers of its submission. */
function withoutRemembered(object: unknown): unknown {
  const { metadata, ...rest } = (object ?? {}) as {
    metadata?: { annotations?: Record<string, string> };
  };
  const { annotations, ...others } = metadata ?? {};
  const kept = Object.entries(annotations ?? {}).filter(
    ([key]) => key !== 'aikit-backstage/inference',
  );
  return {
    ...rest,
    metadata: { ...others, annotations: Object.fromEntries(kept) },
  };
}
