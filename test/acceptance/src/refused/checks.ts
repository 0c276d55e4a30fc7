import {
  DEFAULT_VALUES,
  renderWorkload,
  type ValueIssue,
} from '@aikit-backstage/plugin-aikit-common';
import { acceptSuggestion } from '@aikit-backstage/plugin-aikit-common/testUtils';
import { Cluster } from '../cluster';
import { NAME, NAMESPACE, Refusal } from './refusal';
import { REFUSALS, SILENT_FAILURES } from './cases';
import { Row, table } from '../table';

/** What a server answers when it refuses an object, and not something else. */
const REFUSED = [400, 403, 422, 500];

function isError({ severity }: ValueIssue): boolean {
  return severity === 'error';
}

function render({ values, name = NAME }: Refusal) {
  return renderWorkload({ values, name, namespace: NAMESPACE });
}

/**
 * Our issue with values.
 *
 * @throws when there is none at the path where it should be
 */
function issueOf(refusal: Refusal): ValueIssue {
  const errors = render(refusal).issues.filter(isError);
  // All paths, so that a failure shows where the issues are.
  expect(errors.map(({ path }) => path)).toContain(refusal.path);
  return errors.find(({ path }) => path === refusal.path) as ValueIssue;
}

/** A case with what is suggested in place. */
function improved(refusal: Refusal): Refusal {
  const issue = issueOf(refusal);
  return issue.path === 'name'
    ? { ...refusal, name: String(issue.suggestion) }
    : {
        ...refusal,
        values: acceptSuggestion(refusal.values, issue, DEFAULT_VALUES),
      };
}

function words({ path, message, rule, suggestion }: ValueIssue): string {
  const text =
    suggestion === undefined ? '' : `, suggests ${JSON.stringify(suggestion)}`;
  return `${path}: ${message} (${rule}${text})`;
}

async function judged(
  cluster: Cluster,
  manifest: ReturnType<Refusal['valid']>,
) {
  const { status, body } = await cluster.judge(manifest);
  const { message } = body as { message?: string };
  return { status, message: message ?? '' };
}

function byName(cases: Refusal[]) {
  return cases.map(refusal => [refusal.what, refusal] as const);
}

/**
 * What a cluster refuses, we refuse before, and say why and what to do.
 *
 * @param everything - whether the cluster has all the rules of a real one
 */
export function refusalChecks(cluster: Cluster, everything: boolean) {
  const server = new Map<Refusal, string>();
  const ours = new Map<Refusal, string>();
  const asked = REFUSALS.filter(({ simulated }) => everything || simulated);

  describe.each(asked)('the cluster, asked about $about,', ({ cases }) => {
    it.each(byName(cases))('refuses %s', async (_what, refusal) => {
      expect(await judged(cluster, refusal.valid())).toMatchObject({
        message: '',
      });
      const { status, message } = await judged(cluster, refusal.manifest());
      expect(message).not.toBe('');
      expect(REFUSED).toContain(status);
      server.set(refusal, message);
    });
  });

  describe.each(REFUSALS)('we, given $about,', ({ cases }) => {
    it.each(byName(cases))('refuse %s before', (_what, refusal) => {
      const issue = issueOf(refusal);
      expect(issue.message).toMatch(/\w+ \w+/);
      expect(issue.rule).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(issue.suggestion === undefined).toBe(refusal.open ?? false);
      ours.set(refusal, words(issue));
    });

    it.each(byName(cases.filter(({ open }) => !open)))(
      'suggest what the cluster accepts instead of %s',
      async (_what, refusal) => {
        const result = render(improved(refusal));
        expect(result.issues.filter(isError)).toEqual([]);
        const manifests = result.ok ? result.manifests : [];
        const answers = await Promise.all(
          manifests.map(manifest => judged(cluster, manifest)),
        );
        expect(answers.map(({ message }) => message)).toEqual(
          manifests.map(() => ''),
        );
      },
    );
  });

  afterAll(() => {
    const all = REFUSALS.flatMap(({ cases }) => cases);
    process.stdout.write(
      `refused ${ours.size} of ${all.length}, by the cluster itself ${
        server.size
      } of ${asked.flatMap(({ cases }) => cases).length} asked\n`,
    );
    if (everything) {
      const rows = all.map(refusal => ({
        what: refusal.what,
        server: server.get(refusal) ?? 'accepted',
        ours: ours.get(refusal) ?? 'rendered',
      }));
      process.stdout.write(table('what the API server says', rows));
    }
  });
}

/** What a cluster accepts and cannot work, we refuse. */
export function silentFailureChecks(cluster: Cluster) {
  const rows: Row[] = [];

  describe('refused here alone is', () => {
    it.each(SILENT_FAILURES.map(failure => [failure.what, failure] as const))(
      '%s',
      async (what, failure) => {
        const answer = await judged(cluster, failure.manifest());
        expect(answer.message).toBe('');
        expect([200, 201]).toContain(answer.status);
        rows.push({
          what,
          server: failure.because,
          ours: words(issueOf(failure)),
        });
      },
    );
  });

  afterAll(() => {
    process.stdout.write(
      `accepted by the cluster and refused here ${rows.length} of ${SILENT_FAILURES.length}\n`,
    );
    process.stdout.write(table('what would happen', rows));
  });
}
