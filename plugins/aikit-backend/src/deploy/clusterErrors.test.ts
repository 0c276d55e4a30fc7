import {
  ClusterConflictError,
  ClusterError,
  ClusterErrorKind,
  ClusterNotFoundError,
} from '@aikit-backstage/plugin-aikit-node';
import { toBackstageError } from './clusterErrors';

const context = { cluster: 'east', request: 'apply services team/chat' };

describe('toBackstageError', () => {
  it.each<[ClusterErrorKind, string]>([
    ['unreachable', 'ServiceUnavailableError'],
    ['unauthorised', 'ServiceUnavailableError'],
    ['throttled', 'ServiceUnavailableError'],
    ['forbidden', 'NotAllowedError'],
    ['notFound', 'NotFoundError'],
    ['gone', 'ConflictError'],
    ['invalid', 'InputError'],
  ])('%s becomes %s, with what the cluster said', (kind, name) => {
    expect(
      toBackstageError(new ClusterError(kind, context, 'the reason')),
    ).toMatchObject({
      name,
      message: expect.stringContaining('the reason'),
    });
  });

  it('takes over what a cluster says of a conflict about no fields', () => {
    expect(
      toBackstageError(
        new ClusterConflictError(context, 'it has changed', 'Try again.', []),
      ),
    ).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('it has changed. Try again.'),
    });
  });

  it('says whose permission is missing when the cluster forbids it', () => {
    expect(
      toBackstageError(new ClusterError('forbidden', context, 'no')),
    ).toMatchObject({
      message: expect.stringMatching(
        /refused the account that the portal uses there, not you.*docs\/rbac\.yaml/,
      ),
    });
  });

  it('lists the fields of each field manager', () => {
    const error = new ClusterConflictError(context, 'conflict', undefined, [
      { manager: 'helm', field: '.spec.replicas' },
      { manager: 'kubectl', field: '.spec.type' },
      { manager: 'helm', field: '.spec.size' },
    ]);
    expect(toBackstageError(error)).toMatchObject({
      message: expect.stringContaining(
        'field manager "helm" owns .spec.replicas, .spec.size; field manager "kubectl" owns .spec.type',
      ),
    });
  });

  it('keeps the remedy for a namespace that is missing', () => {
    const error = new ClusterNotFoundError(
      context,
      'no namespace team',
      'Create the namespace first.',
      'namespace',
    );
    expect(toBackstageError(error)).toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('Create the namespace first.'),
    });
  });

  it('leaves other errors alone', () => {
    const error = new TypeError('a bug');
    expect(toBackstageError(error)).toBe(error);
  });
});
