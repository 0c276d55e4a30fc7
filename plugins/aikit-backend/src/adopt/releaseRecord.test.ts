import { DEFAULT_VALUES } from '@aikit-backstage/plugin-aikit-common';
import { releaseRecord, releaseSecret } from '../__testUtils__/releases';
import { readRecord } from './releaseRecord';
import { readRevision } from './storedRevision';

async function read(more: object = {}) {
  return readRecord(await readRevision(releaseSecret(releaseRecord(more))));
}

function chartWith(values: object) {
  return {
    chart: {
      metadata: { name: 'aikit', version: '0.19.0' },
      values: { ...DEFAULT_VALUES, ...values },
    },
  };
}

describe('readRecord', () => {
  it('reads what Helm has written', async () => {
    expect(await read()).toEqual({
      name: 'llama',
      revision: 1,
      status: 'deployed',
      chart: { name: 'aikit', version: '0.19.0' },
      userValues: { replicaCount: 2 },
      values: { replicaCount: 2 },
      objects: [
        { apiVersion: 'v1', kind: 'Service', name: 'llama-aikit' },
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'llama-aikit' },
        { apiVersion: 'v1', kind: 'Service', name: 'llama-aikit-headless' },
      ],
      manifests: expect.arrayContaining([
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'llama-aikit' },
        },
      ]),
    });
  });

  it('takes a release without any values of the user', async () => {
    expect(await read({ config: null })).toMatchObject({
      userValues: {},
      values: {},
    });
  });

  it('has defaults of the installed chart among the values, where they are others', async () => {
    const chart = chartWith({ replicaCount: 5, podLabels: { a: 'b' } });
    expect(await read(chart)).toMatchObject({
      userValues: { replicaCount: 2 },
      values: { replicaCount: 2, podLabels: { a: 'b' } },
    });
  });

  it('leaves out defaults of the installed chart that make no difference', async () => {
    const postInstall = { labelNamespace: { enabled: true } };
    expect(
      await read(chartWith({ postInstall, rbac: { create: true } })),
    ).toEqual(await read());
  });

  it('removes a default that the installed chart does not have', async () => {
    const { values } = await read(chartWith({ resources: {} }));
    expect(values.resources).toEqual({
      limits: null,
      requests: null,
    });
  });

  it.each([
    ['a manifest that is mostly aliases', { manifest: aliases() }],
    ['a manifest with an alias of nothing', { manifest: 'a: *nothing' }],
    ['values without end', { userValues: nested(20_000) }],
    ['a manifest of brackets', { manifest: '['.repeat(20_000) }],
    ['a manifest of a million words', { manifest: 'a '.repeat(1_000_000) }],
    ['thousands of objects', { manifest: '---\n'.repeat(1000) }],
    ['thousands of values', { chartValues: { nodeSelector: keys(11_000) } }],
  ])('refuses %s', async (_, more) => {
    const revision = await readRevision(releaseSecret());
    expect(() => readRecord({ ...revision, ...more })).toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringMatching(
          /^The Secret sh\.helm\.release\.v1\.llama\.v1 .* too many or nested too deeply/,
        ),
      }),
    );
  });
});

function keys(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`k${index}`, 'v']),
  );
}

/** YAML of a few lines, and of 20 to the power of 9 items. */
function aliases(): string {
  const list = (index: number) => Array(20).fill(`*a${index}`).join(', ');
  const lines = Array.from(
    { length: 9 },
    (_, index) => `a${index + 1}: &a${index + 1} [${list(index)}]`,
  );
  return ['a0: &a0 [x]', ...lines].join('\n');
}

function nested(depth: number): Record<string, unknown> {
  return Array.from({ length: depth }).reduce<Record<string, unknown>>(
    inner => ({ global: inner }),
    {},
  );
}
