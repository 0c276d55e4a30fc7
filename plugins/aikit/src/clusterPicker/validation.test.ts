import { validateCluster } from './validation';

function errorsFor(value: string) {
  const addError = jest.fn();
  validateCluster(
    value,
    { addError },
    { apiHolder: { get: () => undefined }, formData: {}, schema: {} },
  );
  return addError.mock.calls.flat();
}

describe('validateCluster', () => {
  it('takes the name of a cluster', () => {
    expect(errorsFor('us-east')).toEqual([]);
  });

  it('refuses none', () => {
    expect(errorsFor('')).toEqual(['Choose the cluster to deploy to.']);
  });
});
