import { accessTo, rejection } from './__testUtils__/access';
import {
  backendError,
  chunks,
  FakeKubernetesBackend,
  json,
  Responder,
  status,
} from './__testUtils__/fakeKubernetesBackend';
import { ClusterError } from './errors';
import { LEADER_WORKER_SETS } from './resources';

const chat = {
  resource: LEADER_WORKER_SETS,
  namespace: 'ml',
  name: 'chat',
};

describe('failures of a request for one object', () => {
  let backend: FakeKubernetesBackend;

  beforeEach(async () => {
    backend = await FakeKubernetesBackend.start();
  });
  afterEach(() => backend.stop());

  async function failure(responder: Responder) {
    backend.respond(responder);
    const error = await rejection(accessTo(backend).get('gpu-a', chat));
    expect(ClusterError.is(error)).toBe(true);
    return error;
  }

  it('401 of the API server: unauthorised, and no 401 to the user', async () => {
    expect(
      await failure(
        status(401, { reason: 'Unauthorized', message: 'Unauthorized' }),
      ),
    ).toMatchObject({
      kind: 'unauthorised',
      name: 'ServiceUnavailableError',
      cluster: 'gpu-a',
      request: 'get leaderworkersets ml/chat',
      message:
        "Cluster 'gpu-a': cannot get leaderworkersets ml/chat: the API server refused the credentials (Unauthorized). Renew this cluster's credentials in the Kubernetes backend's configuration.",
    });
  });

  it('403 by RBAC: forbidden, with the missing permission', async () => {
    const message =
      'leaderworkersets.leaderworkerset.x-k8s.io "chat" is forbidden: User "portal" cannot get resource "leaderworkersets" in API group "leaderworkerset.x-k8s.io" in the namespace "ml"';
    expect(
      await failure(status(403, { reason: 'Forbidden', message })),
    ).toMatchObject({
      kind: 'forbidden',
      name: 'NotAllowedError',
      reason: message,
      message: expect.stringMatching(
        /refused the account that the portal uses there, not you.*docs\/rbac\.yaml/,
      ),
    });
  });

  it('403 by a quota: forbidden, and no advice about permissions', async () => {
    const error = await failure(
      status(403, {
        message: 'deployments "chat" is forbidden: exceeded quota',
      }),
    );
    expect(error).toMatchObject({ kind: 'forbidden' });
    expect(String(error)).not.toContain('grant');
  });

  it('403 by a webhook: invalid, each cause by itself', async () => {
    expect(
      await failure(
        status(403, {
          reason: 'Forbidden',
          message:
            'admission webhook "vleaderworkerset.kb.io" denied the request: [spec.replicas: Invalid value: -1: must be greater than or equal to 0, metadata.name: Invalid value: "1a": a DNS-1035 label must start with a letter, e.g. "my-name",  or "abc-123"]',
        }),
      ),
    ).toMatchObject({
      kind: 'invalid',
      name: 'InputError',
      causes: [
        {
          field: 'spec.replicas',
          message: 'Invalid value: -1: must be greater than or equal to 0',
        },
        {
          field: 'metadata.name',
          message:
            'Invalid value: "1a": a DNS-1035 label must start with a letter, e.g. "my-name",  or "abc-123"',
        },
      ],
    });
  });

  it('a webhook that crashes on the object: invalid, with its text', async () => {
    expect(
      await failure(
        status(500, {
          message:
            'admission webhook "v.kb.io" denied the request: panic: nil pointer [recovered]',
        }),
      ),
    ).toMatchObject({
      kind: 'invalid',
      causes: [{ message: 'panic: nil pointer [recovered]' }],
    });
  });

  it('a webhook that does not answer: unreachable, with its name', async () => {
    expect(
      await failure(
        status(500, {
          reason: 'InternalError',
          message:
            'Internal error occurred: failed calling webhook "mleaderworkerset.kb.io": connection refused',
        }),
      ),
    ).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(
        'Check that the controller behind the webhook "mleaderworkerset.kb.io" runs',
      ),
    });
  });

  it('422: invalid, with the causes of the answer', async () => {
    expect(
      await failure(
        status(422, {
          reason: 'Invalid',
          message: 'Deployment.apps "chat" is invalid: spec.replicas: …',
          details: {
            causes: [
              { field: 'spec.replicas', message: 'Invalid value: -1' },
              { message: 'and more' },
            ],
          },
        }),
      ),
    ).toMatchObject({
      kind: 'invalid',
      causes: [
        { field: 'spec.replicas', message: 'Invalid value: -1' },
        { message: 'and more' },
      ],
    });
  });

  it('a field that the schema does not have: invalid, though it comes as 500', async () => {
    expect(
      await failure(
        status(500, {
          message:
            'failed to create typed patch object (ml/chat; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema',
        }),
      ),
    ).toMatchObject({ kind: 'invalid' });
  });

  it('409: conflict, with managers and fields', async () => {
    expect(
      await failure(
        status(409, {
          reason: 'Conflict',
          message: 'Apply failed with 2 conflicts',
          details: {
            causes: [
              {
                reason: 'FieldManagerConflict',
                message: 'conflict with "kubectl-edit" using apps/v1',
                field: '.spec.replicas',
              },
              {
                reason: 'FieldManagerConflict',
                message:
                  'conflict with "hpa" with subresource "scale" using apps/v1',
                field: '.spec.size',
              },
            ],
          },
        }),
      ),
    ).toMatchObject({
      kind: 'conflict',
      name: 'ConflictError',
      conflicts: [
        { manager: 'kubectl-edit', field: '.spec.replicas' },
        { manager: 'hpa', field: '.spec.size' },
      ],
      message: expect.stringContaining(
        'field manager "kubectl-edit" owns .spec.replicas; field manager "hpa" owns .spec.size. Leave these fields out of the values, or submit with force to take them over.',
      ),
    });
  });

  it('429: throttled, with the time to wait', async () => {
    expect(
      await failure(
        status(429, { message: 'slow down' }, { 'retry-after': '3' }),
      ),
    ).toMatchObject({ kind: 'throttled', retryAfterMs: 3000 });
    expect(
      await failure(status(429, { details: { retryAfterSeconds: 2 } })),
    ).toMatchObject({ kind: 'throttled', retryAfterMs: 2000 });
    expect(
      await failure(response =>
        response.writeHead(429).end('Too many requests, please try again'),
      ),
    ).toMatchObject({ kind: 'throttled', retryAfterMs: undefined });
  });

  it.each<[string, Responder, string]>([
    [
      'the object',
      status(404, { details: { name: 'chat', kind: 'leaderworkersets' } }),
      'object',
    ],
    [
      'the namespace',
      status(404, { details: { name: 'ml', kind: 'namespaces' } }),
      'namespace',
    ],
    [
      'the kind, in a group that is there',
      status(404, {
        message: 'the server could not find the requested resource',
      }),
      'resource',
    ],
    [
      'the group',
      response => response.writeHead(404).end('404 page not found\n'),
      'resource',
    ],
    [
      'the cluster',
      backendError(404, 'NotFoundError', "Cluster 'gpu-a' not found"),
      'cluster',
    ],
  ])('404: says when what is missing is %s', async (_, responder, missing) => {
    expect(await failure(responder)).toMatchObject({
      kind: 'notFound',
      name: 'NotFoundError',
      missing,
    });
  });

  it('a 404 page of something in between is not taken for the API server', async () => {
    const error = await failure(response =>
      response.writeHead(404).end('<html>No such site</html>'),
    );
    expect(error).toMatchObject({ kind: 'unreachable' });
    expect(String(error)).not.toContain('<html>');
  });

  it('a certificate that cannot be verified: unreachable, and what to configure', async () => {
    expect(
      await failure(
        backendError(
          500,
          'Error',
          "Cluster 'gpu-a' request error; caused by Error: self-signed certificate in certificate chain",
        ),
      ),
    ).toMatchObject({
      kind: 'unreachable',
      reason: 'self-signed certificate in certificate chain',
      message: expect.stringContaining("'caData' or 'caFile'"),
    });
  });

  it("a cluster that waits for a user's token: unauthorised", async () => {
    expect(
      await failure(
        backendError(
          500,
          'Error',
          'Auth token not found under oidc.okta in request body',
        ),
      ),
    ).toMatchObject({
      kind: 'unauthorised',
      message: expect.stringContaining("'serviceAccount'"),
    });
  });

  it.each([
    [backendError(403, 'NotAllowedError', 'Unauthorized'), 'forbidden'],
    [backendError(401, 'AuthenticationError', 'Invalid'), 'unauthorised'],
    [json(502, { oops: true }), 'unreachable'],
    [status(503, { message: 'shutting down' }), 'unreachable'],
    [chunks(['{}']), 'unreachable'],
  ])('other answers by their kind (%#)', async (responder, kind) => {
    expect(await failure(responder)).toMatchObject({ kind });
  });
});
