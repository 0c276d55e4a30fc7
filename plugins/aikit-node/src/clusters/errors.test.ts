import { ClusterError, ClusterErrorKind } from './errors';

const context = { cluster: 'east', request: 'apply services team/chat' };

describe('ClusterError', () => {
  it.each<[ClusterErrorKind, string]>([
    ['unreachable', 'ServiceUnavailableError'],
    ['unauthorised', 'ServiceUnavailableError'],
    ['throttled', 'ServiceUnavailableError'],
    ['forbidden', 'NotAllowedError'],
    ['notFound', 'NotFoundError'],
    ['gone', 'ConflictError'],
    ['invalid', 'InputError'],
  ])('%s is to callers a %s, with what the cluster said', (kind, name) => {
    expect(new ClusterError(kind, context, 'the reason')).toMatchObject({
      name,
      message: expect.stringContaining('the reason'),
    });
  });

  it('takes over what a cluster says of a conflict about no fields', () => {
    expect(
      new ClusterError('conflict', context, 'it has changed', 'Try again.', {
        conflicts: [],
      }),
    ).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('it has changed. Try again.'),
    });
  });

  it('lists the fields of each field manager', () => {
    expect(
      new ClusterError('conflict', context, 'conflict', undefined, {
        conflicts: [
          { manager: 'helm', field: '.spec.replicas' },
          { manager: 'kubectl', field: '.spec.type' },
          { manager: 'helm', field: '.spec.size' },
        ],
      }),
    ).toMatchObject({
      message: expect.stringContaining(
        'field manager "helm" owns .spec.replicas, .spec.size; field manager "kubectl" owns .spec.type',
      ),
    });
  });

  it('keeps the remedy for a namespace that is missing', () => {
    expect(
      new ClusterError(
        'notFound',
        context,
        'no namespace team',
        'Create the namespace first.',
        { missing: 'namespace' },
      ),
    ).toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('Create the namespace first.'),
    });
  });

  it('is known for what it is, and other errors are not', () => {
    expect(ClusterError.is(new ClusterError('gone', context, 'old'))).toBe(
      true,
    );
    expect(ClusterError.is(new TypeError('a bug'))).toBe(false);
  });

  it('says what a cluster said as plain text, and not without end', () => {
    const applying = { cluster: 'east', request: 'apply x' };
    const said = `\u001b[31mno\u202e way\u001b[0m${'!'.repeat(100_000)}`;
    const { message } = new ClusterError('invalid', applying, said);
    expect(message).toMatch(/^Cluster 'east': cannot apply x: no way!/);
    expect(message.length).toBeLessThan(9000);
  });
});
