import { mockServices } from '@backstage/backend-test-utils';
import * as common from '@aikit-backstage/plugin-aikit-common';
import * as yaml from 'yaml';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { releaseRecord, releaseSecret } from '../__testUtils__/releases';
import { HelmReleases } from './HelmReleases';

jest.mock('yaml', () => {
  const actual = jest.requireActual('yaml');
  return { ...actual, parseAllDocuments: jest.fn(actual.parseAllDocuments) };
});
jest.mock('@aikit-backstage/plugin-aikit-common', () => {
  const actual = jest.requireActual('@aikit-backstage/plugin-aikit-common');
  return { ...actual, renderWorkload: jest.fn(actual.renderWorkload) };
});

const WHERE = { cluster: 'east', namespace: 'team' };

function setup() {
  const access = new FakeClusterAccess();
  const logger = mockServices.logger.mock();
  return {
    logger,
    releases: new HelmReleases({ access, logger }),
    put: (record: object, data?: object) =>
      access.put('secrets', releaseSecret(releaseRecord(record), data)),
  };
}

const redis = {
  name: 'cache',
  chart: { metadata: { name: 'redis', version: '1.0.0' }, values: {} },
};

describe('HelmReleases', () => {
  beforeEach(() => jest.clearAllMocks());

  const costs = () =>
    [yaml.parseAllDocuments, common.renderWorkload].map(
      costly =>
        jest.mocked<(...args: never[]) => unknown>(costly).mock.calls.length,
    );

  it('lists without reading any manifest or sweeping any values', async () => {
    const { put, releases } = setup();
    put({});
    put({ name: 'a-second' });
    put(redis);
    expect(await releases.list(WHERE)).toEqual(
      ['a-second', 'llama'].map(name => ({
        name,
        chart: { name: 'aikit', version: '0.19.0' },
        revision: 1,
        status: 'deployed',
      })),
    );
    expect(costs()).toEqual([0, 0]);
  });

  it('reads no manifest of another chart that is asked for', async () => {
    const { put, releases } = setup();
    put(redis);
    await expect(releases.get({ ...WHERE, release: 'cache' })).rejects.toThrow(
      expect.objectContaining({ name: 'NotFoundError' }),
    );
    expect(costs()).toEqual([0, 0]);

    put({});
    const { record } = await releases.get({ ...WHERE, release: 'llama' });
    expect(record.objects).toHaveLength(3);
    expect(costs()).toEqual([1, expect.any(Number)]);
  });

  it('says of a record that is broken that it is, in the log of a list', async () => {
    const { put, releases, logger } = setup();
    put({});
    put({ name: 'broken' }, { release: 'x' });
    const list = await releases.list(WHERE);
    expect(list.map(({ name }) => name)).toEqual(['llama']);
    expect(logger.warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^Helm release broken in cluster 'east' is not listed: The Secret sh\.helm\.release\.v1\.broken\.v1 in namespace team cannot be read/,
        ),
      ],
    ]);
    await expect(releases.get({ ...WHERE, release: 'broken' })).rejects.toThrow(
      expect.objectContaining({ name: 'ConflictError' }),
    );
  });
});
