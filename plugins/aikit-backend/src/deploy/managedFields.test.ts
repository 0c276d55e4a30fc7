import { FieldsV1, handedOver, ManagedFieldsEntry } from './managedFields';

const REPLICAS = { 'f:spec': { 'f:replicas': {} } };
const CHART_LABEL = { 'f:metadata': { 'f:labels': { 'f:helm.sh/chart': {} } } };

function entry(
  manager: string,
  fieldsV1: FieldsV1,
  more: ManagedFieldsEntry = {},
): ManagedFieldsEntry {
  return {
    manager,
    operation: 'Update',
    apiVersion: 'apps/v1',
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...more,
  };
}

function ours(fieldsV1: FieldsV1) {
  return entry('backstage-aikit', fieldsV1, { operation: 'Apply' });
}

describe('handedOver', () => {
  it.each([
    ['helm', entry('helm', REPLICAS)],
    ['helm that applies', entry('helm', REPLICAS, { operation: 'Apply' })],
    [
      'another program that has set the marks of Helm',
      entry('terraform', { ...REPLICAS, ...CHART_LABEL }),
    ],
  ])('gives the fields of %s to the suite', (_, installer) => {
    const [mine, ...others] = handedOver([installer], 'apps/v1');
    expect(others).toEqual([]);
    expect(mine).toMatchObject(ours(installer.fieldsV1!));
  });

  it('adds to what the suite owns already', () => {
    const mine = ours({ 'f:spec': { 'f:paused': {} } });
    expect(handedOver([mine, entry('helm', REPLICAS)], 'apps/v1')).toEqual([
      expect.objectContaining(
        ours({ 'f:spec': { 'f:paused': {}, 'f:replicas': {} } }),
      ),
    ]);
  });

  it.each([
    ['somebody else', entry('kubectl-edit', REPLICAS)],
    [
      'who writes the status',
      entry('helm', { 'f:status': {} }, { subresource: 'status' }),
    ],
    [
      'an installer by another version of the API',
      entry('helm', REPLICAS, { apiVersion: 'apps/v1beta1' }),
    ],
  ])('leaves the fields of %s', (_, other) => {
    const entries = [other];
    expect(handedOver(entries, 'apps/v1')).toBe(entries);
  });
});
