import { ApiRef } from '@backstage/core-plugin-api';
import { cluster } from '../__testUtils__/clusters';
import { fakeAikitApi } from '../__testUtils__/fakes';
import { response } from '@aikit-backstage/plugin-aikit-common/testUtils';
import { validateCluster } from './validation';

/** The errors in a portal that has one cluster. */
async function errorsFor(value: string, allowUnwatched = false) {
  const api = fakeAikitApi(response([]));
  const items = [cluster({ name: 'arn:aws:eks:cluster/edge' })];
  api.clusters.mockResolvedValue({ items });
  const addError = jest.fn();
  await validateCluster(
    value,
    { addError },
    {
      apiHolder: { get: <T>(_: ApiRef<T>) => api as T },
      formData: {},
      schema: {},
      uiSchema: { 'ui:options': { allowUnwatched } },
    },
  );
  return addError.mock.calls.flat();
}

describe('validateCluster', () => {
  it('takes the name of a cluster', async () => {
    expect(await errorsFor('us-east')).toEqual([]);
  });

  it('refuses none', async () => {
    expect(await errorsFor('')).toEqual(['Choose the cluster to deploy to.']);
  });

  it.each(['a', 'edge-1', 'gke_project_zone_edge', 'edge.example.com'])(
    'takes %s where one may type any',
    async name => {
      expect(await errorsFor(name, true)).toEqual([]);
    },
  );

  it('takes a cluster of the list whatever it is called', async () => {
    expect(await errorsFor('arn:aws:eks:cluster/edge', true)).toEqual([]);
  });

  it.each(['..', '../edge', 'a..b', 'a/b', '-edge', 'edge.', 'my edge', 'a:b'])(
    'refuses %s there, with the rule',
    async name => {
      expect(await errorsFor(name, true)).toEqual([
        expect.stringContaining(`change ${name}, or choose a cluster`),
      ]);
    },
  );
});
