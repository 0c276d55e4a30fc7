import { gzipSync } from 'node:zlib';
import { DEFAULT_VALUES } from '@aikit-backstage/plugin-aikit-common';
import { releaseRecord, releaseSecret } from '../__testUtils__/releases';
import { readReleaseRecord } from './releaseRecord';

function read(more: object = {}) {
  return readReleaseRecord(releaseSecret(releaseRecord(more)));
}

function chartWith(values: object) {
  return {
    chart: {
      metadata: { name: 'aikit', version: '0.19.0' },
      values: { ...DEFAULT_VALUES, ...values },
    },
  };
}

describe('readReleaseRecord', () => {
  it('reads what Helm has written', () => {
    expect(read()).toEqual({
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

  it('takes a release without any values of the user', () => {
    expect(read({ config: null })).toMatchObject({
      userValues: {},
      values: {},
    });
  });

  it('has defaults of the installed chart among the values, where they are others', () => {
    const chart = chartWith({ replicaCount: 5, podLabels: { a: 'b' } });
    expect(read(chart)).toMatchObject({
      userValues: { replicaCount: 2 },
      values: { replicaCount: 2, podLabels: { a: 'b' } },
    });
  });

  it('leaves out defaults of the installed chart that make no difference', () => {
    const postInstall = { labelNamespace: { enabled: true } };
    expect(read(chartWith({ postInstall, rbac: { create: true } }))).toEqual(
      read(),
    );
  });

  it('removes a default that the installed chart does not have', () => {
    const chart = chartWith({ resources: {} });
    expect(read(chart).values.resources).toEqual({
      limits: null,
      requests: null,
    });
  });

  it.each([
    ['no data', {}],
    ['no base64 of gzip', { release: 'aGVsbG8=' }],
    ['no JSON', { release: twice(gzipSync('hello')) }],
    ['another JSON', { release: twice(gzipSync('{"name":"x"}')) }],
    [
      'more than is bearable',
      { release: twice(gzipSync(Buffer.alloc(33 * 1024 * 1024))) },
    ],
  ])('refuses a Secret with %s', (_, data) => {
    expect(() =>
      readReleaseRecord(releaseSecret(releaseRecord(), data)),
    ).toThrow(/^Secret sh\.helm\.release\.v1\.llama\.v1 is no release of Helm/);
  });
});

function twice(packed: Buffer): string {
  return Buffer.from(packed.toString('base64')).toString('base64');
}
