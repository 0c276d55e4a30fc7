import { it } from '../check';
import { Client } from '../client';
import { configMap, pod } from '../fixtures';
import { List, Resource } from '../objects';
import { at } from '../paths';
import { failure } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget, Query } from '@aikit-backstage/test-target';

// Other objects of these checks' namespaces have no label.
const OURS = { labelSelector: 'of=check' };

function namesOf({ items }: List): string[] {
  return items.map(({ metadata }) => metadata.name);
}

function listErrors(details: object, message: string) {
  return failure(422, {
    reason: 'Invalid',
    message: `ListOptions.meta.k8s.io "" is invalid: ${message}`,
    details,
  });
}

/** Getting and listing. */
export function readingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const createMaps = (...names: string[]) =>
    Promise.all(
      names.map(name =>
        client.create(
          configMap(namespace(), name, { labels: { of: 'check', name } }),
        ),
      ),
    );
  const list = (query: Query) =>
    client.list(at('configmaps', namespace()), query);
  const tryList = (
    query: Query,
    plural: 'configmaps' | 'pods' = 'configmaps',
  ) => client.request('GET', at(plural, namespace()), { query });

  describe('reading', () => {
    it('answers one object with its kind', async () => {
      await createMaps('one');
      expect(
        await client.get(at('configmaps', namespace(), 'one')),
      ).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap' });
    });

    it('lists built-in objects without their kind', async () => {
      await createMaps('one');
      const answer = await list(OURS);
      expect(answer).toMatchObject({
        apiVersion: 'v1',
        kind: 'ConfigMapList',
        metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
      });
      expect(answer.items[0]).not.toHaveProperty('kind');
      expect(answer.items[0]).not.toHaveProperty('apiVersion');
    });

    it('lists nothing where there is nothing', async () => {
      expect(await client.list(at('pods', 'no-such-namespace'))).toMatchObject({
        kind: 'PodList',
        items: [],
      });
      expect(
        await client.list(at('leaderworkersets', 'no-such-namespace')),
      ).toMatchObject({ kind: 'LeaderWorkerSetList', items: [] });
    });

    it('lists by name, not by age', async () => {
      await createMaps('b');
      await createMaps('a');
      await createMaps('c');
      expect(namesOf(await list(OURS))).toEqual(['a', 'b', 'c']);
    });

    it('lists all namespaces, one after the other', async () => {
      await createMaps('b', 'a');
      const { items } = await client.list(at('configmaps'));
      const keys = items.map(
        ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
      );
      expect(keys).toContain(`${namespace()}/a`);
      expect(keys).toEqual([...keys].sort());
    });
  });

  describe('label selectors', () => {
    beforeEach(async () => {
      const labels: Array<Record<string, string>> = [
        { of: 'check', app: 'a', tier: 'web' },
        { of: 'check', app: 'b' },
        { of: 'check' },
      ];
      await Promise.all(
        labels.map((label, index) =>
          client.create(configMap(namespace(), `m${index}`, { labels: label })),
        ),
      );
    });

    const examples: Record<string, string[]> = {
      'app=a': ['m0'],
      'app==a': ['m0'],
      'app!=a': ['m1', 'm2'],
      app: ['m0', 'm1'],
      '!app': ['m2'],
      'app in (a, b)': ['m0', 'm1'],
      'app notin (a)': ['m1', 'm2'],
      'app,!tier': ['m1'],
    };
    it.each(Object.keys(examples))('understands "%s"', async selector => {
      const labelSelector = `of=check,${selector}`;
      expect(namesOf(await list({ labelSelector }))).toEqual(
        examples[selector],
      );
    });

    it('says what it does not understand', async () => {
      expect(await tryList({ labelSelector: 'a in' })).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: expect.stringMatching(
            /^unable to parse requirement: found /,
          ),
        }),
      );
    });
  });

  describe('field selectors', () => {
    it('select by name, and by what it is not', async () => {
      await createMaps('a', 'b');
      const named = { ...OURS, fieldSelector: 'metadata.name=a' };
      const other = { ...OURS, fieldSelector: 'metadata.name!=a' };
      expect(namesOf(await list(named))).toEqual(['a']);
      expect(namesOf(await list(other))).toEqual(['b']);
    });

    it('select in all namespaces', async () => {
      await createMaps('a');
      const fieldSelector = `metadata.namespace=${namespace()},metadata.name=a`;
      const found = await client.list(at('configmaps'), { fieldSelector });
      expect(namesOf(found)).toEqual(['a']);
    });

    it('select pods by phase and node', async () => {
      await client.create(
        pod(namespace(), 'held', {
          schedulingGates: [{ name: 'example.com/hold' }],
        }),
      );
      const select = async (fieldSelector: string) =>
        namesOf(await client.list(at('pods', namespace()), { fieldSelector }));
      expect(await select('status.phase=Pending')).toEqual(['held']);
      expect(await select('status.phase!=Pending')).toEqual([]);
      expect(await select('spec.nodeName=')).toEqual(['held']);
      expect(await select('spec.nodeName=gpu-a')).toEqual([]);
    });

    it('are refused for other fields', async () => {
      const message = 'field label not supported: spec.image';
      const query = { fieldSelector: 'spec.image=x' };
      expect(await tryList(query, 'pods')).toMatchObject(
        failure(400, { reason: 'BadRequest', message }),
      );
      expect(
        await client.request('GET', at('leaderworkersets', namespace()), {
          query,
        }),
      ).toMatchObject(failure(400, { reason: 'BadRequest', message }));
    });

    it('are refused when they are none', async () => {
      expect(await tryList({ fieldSelector: 'abc' })).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: "invalid selector: 'abc'; can't understand 'abc'",
        }),
      );
    });
  });

  describe('pages', () => {
    // Services: a new namespace has none of its own.
    const service = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: namespace() },
      spec: { ports: [{ port: 80 }] },
    });
    const page = (query: Query) =>
      client.list(at('services', namespace()), query);

    beforeEach(async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        await client.create(service(name));
      }
    });

    it('follow each other, with the number that remains', async () => {
      const first = await page({ limit: 2 });
      const second = await page({
        limit: 2,
        continue: first.metadata.continue,
      });
      const third = await page({
        limit: 2,
        continue: second.metadata.continue,
      });
      expect([first, second, third].map(namesOf)).toEqual([
        ['a', 'b'],
        ['c', 'd'],
        ['e'],
      ]);
      expect(
        [first, second, third].map(
          ({ metadata }) => metadata.remainingItemCount,
        ),
      ).toEqual([3, 1, undefined]);
      expect(third.metadata.continue ?? '').toBe('');
    });

    it('show the same moment', async () => {
      const first = await page({ limit: 2 });
      await client.create(service('bb'));
      await client.delete(at('services', namespace(), 'd'));
      const others = await page({ continue: first.metadata.continue });
      expect(namesOf(others)).toEqual(['c', 'd', 'e']);
      expect(others.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
    });

    it('do not say how many remain of a selection', async () => {
      const first = await page({ limit: 2, labelSelector: '!none' });
      expect(namesOf(first)).toEqual(['a', 'b']);
      expect(first.metadata.continue).toBeTruthy();
      expect(first.metadata).not.toHaveProperty('remainingItemCount');
    });

    it('need a token that the server has made', async () => {
      expect(await tryList({ limit: 2, continue: 'abc' })).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: expect.stringMatching(
            /^invalid continue token: continue key is not valid: /,
          ),
        }),
      );
    });
  });

  describe('resource versions', () => {
    it('rise with every write, across kinds', async () => {
      const [first] = await createMaps('a');
      const second = await client.create(pod(namespace(), 'b'));
      const third = await list(OURS);
      const [one, two, three] = [first, second, third].map(({ metadata }) =>
        Number(metadata.resourceVersion),
      );
      expect(two).toBeGreaterThan(one);
      expect(three).toBeGreaterThanOrEqual(two);
    });

    it('of 0 or not older than one are answered at once', async () => {
      const [{ metadata }] = await createMaps('a');
      const { resourceVersion } = metadata;
      const resourceVersionMatch = 'NotOlderThan';
      expect((await tryList({ resourceVersion: 0 })).status).toBe(200);
      expect(namesOf(await list({ ...OURS, resourceVersion }))).toEqual(['a']);
      expect(
        namesOf(await list({ ...OURS, resourceVersion, resourceVersionMatch })),
      ).toEqual(['a']);
    });

    it('that are exact show the state of then', async () => {
      const [{ metadata }] = await createMaps('a');
      await createMaps('b');
      const { resourceVersion } = metadata;
      const past = await list({
        ...OURS,
        resourceVersion,
        resourceVersionMatch: 'Exact',
      });
      expect(namesOf(past)).toEqual(['a']);
      expect(past.metadata.resourceVersion).toBe(resourceVersion);
    });

    it('of the future are waited for, and not for long', async () => {
      const { metadata } = await list({});
      const future = String(Number(metadata.resourceVersion) + 100_000);
      const tooLarge = failure(504, {
        reason: 'Timeout',
        message: expect.stringMatching(
          `^Timeout: Too large resource version: ${future}, current: \\d+$`,
        ),
        details: {
          causes: [
            {
              reason: 'ResourceVersionTooLarge',
              message: 'Too large resource version',
            },
          ],
          retryAfterSeconds: 1,
        },
      });
      const path = at('configmaps', namespace(), 'a');
      const query = { resourceVersion: future };
      const [listed, got] = await Promise.all([
        tryList(query),
        client.request('GET', path, { query }),
      ]);
      expect(listed).toMatchObject(tooLarge);
      expect(got).toMatchObject(tooLarge);
    });

    it('are numbers', async () => {
      expect(await tryList({ resourceVersion: 'abc' })).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message:
            'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
        }),
      );
    });

    it('are matched only when there is one to match', async () => {
      const problem =
        'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided';
      expect(await tryList({ resourceVersionMatch: 'Exact' })).toMatchObject(
        listErrors(
          {
            group: 'meta.k8s.io',
            kind: 'ListOptions',
            causes: [
              {
                reason: 'FieldValueForbidden',
                message: problem,
                field: 'resourceVersionMatch',
              },
            ],
          },
          `resourceVersionMatch: ${problem}`,
        ),
      );
    });

    it('of a get are satisfied by any newer one', async () => {
      const [{ metadata }] = await createMaps('a');
      const path = at('configmaps', namespace(), 'a');
      const { resourceVersion } = metadata;
      const got = await client.get<Resource>(path, { resourceVersion });
      expect(got.metadata.uid).toBe(metadata.uid);
      expect((await client.get(path, { resourceVersion: 0 })).kind).toBe(
        'ConfigMap',
      );
    });
  });
}
