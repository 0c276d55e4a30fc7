import { Cluster } from '../cluster';
import { goldenSubmissions } from './goldens';
import {
  AUTOSCALED_SINK,
  DISTRIBUTED_SINK,
  STANDARD_SINK,
} from './kitchenSink';
import { exampleSubmissions, presetSubmissions } from './presets';
import { manifestsOf, Submission } from './submission';

const SINKS: Submission[] = [
  { what: 'every key, standard', name: 'sink-standard', values: STANDARD_SINK },
  {
    what: 'every key, distributed',
    name: 'sink-distributed',
    values: DISTRIBUTED_SINK,
  },
  {
    what: 'an autoscaled Deployment',
    release: 'sink',
    values: AUTOSCALED_SINK,
  },
];

/** Everything that is rendered is accepted. */
export function acceptanceChecks(cluster: Cluster, namespace: string) {
  const submissions = [
    ...goldenSubmissions(),
    ...presetSubmissions(),
    ...exampleSubmissions(),
    ...SINKS,
  ];
  let accepted = 0;
  let objects = 0;

  describe('accepted is', () => {
    it.each(
      submissions.map(submission => [submission.what, submission] as const),
    )('%s', async (_what, submission) => {
      for (const manifest of manifestsOf(submission, namespace)) {
        const { status, body } = await cluster.judge(manifest);
        const { message } = body as { message?: string };
        expect({ kind: manifest.kind, message }).toEqual({
          kind: manifest.kind,
          message: undefined,
        });
        expect([200, 201]).toContain(status);
        objects += 1;
      }
      accepted += 1;
    });
  });

  afterAll(() => {
    process.stdout.write(
      `accepted ${accepted} of ${submissions.length}: ${objects} objects\n`,
    );
  });
}
