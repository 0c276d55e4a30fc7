import { it } from '../check';
import { Client } from '../client';
import { container, deployment, GATED, gpuContainer, pod } from '../fixtures';
import { Pod, Replicated } from '../objects';
import { failure, invalidField } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';

/** Pods and Deployments that are new: their defaults and their rules. */
export function newWorkloadChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  describe('a new pod', () => {
    const refused = (spec: object) =>
      client.tryCreate(pod(namespace(), 'p', { ...spec }));

    it('gets its defaults', async () => {
      expect(await client.create(pod(namespace(), 'p', GATED))).toMatchObject({
        spec: {
          restartPolicy: 'Always',
          terminationGracePeriodSeconds: 30,
          dnsPolicy: 'ClusterFirst',
          schedulerName: 'default-scheduler',
          enableServiceLinks: true,
          priority: 0,
          containers: [
            {
              terminationMessagePath: '/dev/termination-log',
              terminationMessagePolicy: 'File',
              imagePullPolicy: 'IfNotPresent',
              resources: {},
            },
          ],
          tolerations: [
            {
              key: 'node.kubernetes.io/not-ready',
              operator: 'Exists',
              effect: 'NoExecute',
              tolerationSeconds: 300,
            },
            {
              key: 'node.kubernetes.io/unreachable',
              operator: 'Exists',
              effect: 'NoExecute',
              tolerationSeconds: 300,
            },
          ],
        },
        status: { phase: 'Pending', qosClass: 'BestEffort' },
      });
    });

    it('pulls the tag "latest", or none, every time', async () => {
      const created = await client.create<Pod>(
        pod(namespace(), 'p', {
          ...GATED,
          containers: [
            container({ name: 'a', image: 'example.com/m' }),
            container({ name: 'b', image: 'example.com/m:latest' }),
            container({ name: 'c', image: 'example.com:5000/m:1' }),
          ],
        }),
      );
      expect(created.spec.containers).toMatchObject(
        ['Always', 'Always', 'IfNotPresent'].map(imagePullPolicy => ({
          imagePullPolicy,
        })),
      );
    });

    it('requests what it limits', async () => {
      const { spec } = await client.create<Pod>(
        pod(namespace(), 'p', { ...GATED, containers: [gpuContainer(2)] }),
      );
      expect(spec.containers[0].resources).toEqual({
        limits: { 'nvidia.com/gpu': '2' },
        requests: { 'nvidia.com/gpu': '2' },
      });
    });

    it('needs containers with a name and an image', async () => {
      const required = (field: string) =>
        invalidField('Pod "p"', field, 'Required value');
      expect(await refused({ containers: [] })).toMatchObject(
        required('spec.containers'),
      );
      expect(await refused({ containers: [{ name: 'a' }] })).toMatchObject(
        required('spec.containers[0].image'),
      );
      expect(await refused({ containers: [{ image: 'a' }] })).toMatchObject(
        required('spec.containers[0].name'),
      );
    });

    it('has each container name once', async () => {
      expect(
        await refused({ containers: [container(), container()] }),
      ).toMatchObject(
        invalidField(
          'Pod "p"',
          'spec.containers[1].name',
          'Duplicate value: "main"',
        ),
      );
    });

    const resources = (requests?: object, limits?: object) => ({
      containers: [{ ...container(), resources: { requests, limits } }],
    });
    const GPU = 'nvidia.com/gpu';

    it('requests GPUs only as many as it limits', async () => {
      expect(
        await refused(resources({ [GPU]: '1' }, { [GPU]: '2' })),
      ).toMatchObject(
        invalidField(
          'Pod "p"',
          'spec.containers[0].resources.requests',
          'Invalid value: "1": must be equal to nvidia.com/gpu limit of 2',
        ),
      );
      expect(await refused(resources({ [GPU]: '1' }))).toMatchObject(
        invalidField(
          'Pod "p"',
          'spec.containers[0].resources.limits',
          'Required value: Limit must be set for non overcommitable resources',
        ),
      );
    });

    it('requests whole GPUs only', async () => {
      const problem = 'Invalid value: "500m": must be an integer';
      expect(
        await refused(resources(undefined, { [GPU]: '0.5' })),
      ).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message: `Pod "p" is invalid: [spec.containers[0].resources.limits[${GPU}]: ${problem}, spec.containers[0].resources.requests[${GPU}]: ${problem}]`,
        }),
      );
    });

    it('requests no more than it limits', async () => {
      expect(
        await refused(resources({ cpu: '2' }, { cpu: '1' })),
      ).toMatchObject(
        invalidField(
          'Pod "p"',
          'spec.containers[0].resources.requests',
          'Invalid value: "2": must be less than or equal to cpu limit of 1',
        ),
      );
    });

    it('has quantities that are such', async () => {
      expect(
        await refused(resources(undefined, { cpu: 'many' })),
      ).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message:
            'Pod in version "v1" cannot be handled as a Pod: quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
        }),
      );
    });
  });

  describe('a new Deployment', () => {
    it('gets its defaults', async () => {
      expect(
        await client.create<Replicated>(
          deployment(namespace(), 'd', {}, GATED),
        ),
      ).toMatchObject({
        spec: {
          replicas: 1,
          strategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
          },
          revisionHistoryLimit: 10,
          progressDeadlineSeconds: 600,
        },
      });
    });

    it('selects its own pods', async () => {
      const selector = { matchLabels: { app: 'other' } };
      expect(
        await client.tryCreate(deployment(namespace(), 'd', { selector })),
      ).toMatchObject(
        invalidField(
          'Deployment.apps "d"',
          'spec.template.metadata.labels',
          'Invalid value: {"app":"d"}: `selector` does not match template `labels`',
        ),
      );
    });

    it('has no negative replicas', async () => {
      expect(
        await client.tryCreate(deployment(namespace(), 'd', { replicas: -1 })),
      ).toMatchObject(
        invalidField(
          'Deployment.apps "d"',
          'spec.replicas',
          'Invalid value: -1: must be greater than or equal to 0',
        ),
      );
    });
  });
}
