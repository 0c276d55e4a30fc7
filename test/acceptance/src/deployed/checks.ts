import {
  type Manifest,
  mergeValues,
  type ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { poll } from '@aikit-backstage/test-cluster';
import { DISTRIBUTED_SINK, STANDARD_SINK } from '../accepted/kitchenSink';
import { manifestsOf } from '../accepted/submission';
import { Applied, Cluster } from '../cluster';
import { missingIn } from './contains';

const TIMEOUT_MS = 60_000;

/** Workers that wait for nothing: their leader waits for a claim for ever. */
const IMPATIENT: ValuesMap = {
  leaderWorkerSet: { startupPolicy: 'LeaderCreated', exclusiveTopology: null },
};

interface Template {
  metadata: object;
  spec: object;
}

interface Pod extends Template {
  metadata: { name: string };
}

interface Workload {
  spec: {
    template: Template;
    leaderWorkerTemplate: Record<'leaderTemplate' | 'workerTemplate', Template>;
  };
}

/**
 * What of an object changes only when somebody applies something else. Its
 * controllers write to the rest of the metadata, and to the status.
 */
function asked({ metadata, status, ...rest }: Applied): object {
  const { generation, labels } = metadata;
  return { ...rest, metadata: { generation, labels } };
}

/** What is really applied becomes pods, and stays as it is. */
export function deployedChecks(cluster: Cluster, namespace: string) {
  const podNamed = (pattern: RegExp) =>
    poll(
      async () => {
        const pods = await cluster.list<Pod>('/api/v1', 'pods');
        return pods.find(({ metadata }) => pattern.test(metadata.name));
      },
      { what: `pod ${pattern}`, timeoutMs: TIMEOUT_MS },
    );
  const lacking = async (pattern: RegExp, { metadata, spec }: Template) =>
    missingIn(await podNamed(pattern), { metadata, spec });

  describe.each<[string, ValuesMap, (workload: Workload) => Promise<string[]>]>(
    [
      [
        'sink-standard',
        STANDARD_SINK,
        ({ spec }) => lacking(/^sink-standard-/, spec.template),
      ],
      [
        'sink-distributed',
        mergeValues(DISTRIBUTED_SINK, IMPATIENT),
        async ({ spec: { leaderWorkerTemplate } }) => {
          const { leaderTemplate, workerTemplate } = leaderWorkerTemplate;
          return [
            ...(await lacking(/^sink-distributed-0$/, leaderTemplate)),
            ...(await lacking(/^sink-distributed-0-4$/, workerTemplate)),
          ];
        },
      ],
    ],
  )('%s, when it is deployed', (name, values, lackingIn) => {
    let manifests: Manifest[];
    let applied: Applied[];

    const applyAll = async () => {
      const answers: Applied[] = [];
      for (const manifest of manifests) {
        answers.push(await cluster.apply(manifest));
      }
      return answers;
    };

    beforeAll(async () => {
      manifests = manifestsOf({ what: name, name, values }, namespace);
      applied = await applyAll();
    }, TIMEOUT_MS);

    it(
      'becomes pods that are what was asked for',
      async () => {
        const [workload] = manifests as unknown as Workload[];
        expect(await lackingIn(workload)).toEqual([]);
      },
      2 * TIMEOUT_MS,
    );

    it('stays as it is when it is applied again', async () => {
      const again = await applyAll();
      expect(again.map(asked)).toEqual(applied.map(asked));
    });
  });
}
