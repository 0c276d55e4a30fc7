import { accessTo, rejection } from './__testUtils__/access';
import {
  FakeKubernetesBackend,
  json,
  status,
} from './__testUtils__/fakeKubernetesBackend';
import { DEPLOYMENTS } from './resources';

const chat = { resource: DEPLOYMENTS, namespace: 'ml', name: 'chat' };
const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'chat', namespace: 'ml' },
  spec: { replicas: 2 },
};
const PATH =
  '/api/kubernetes/proxy/apis/apps/v1/namespaces/ml/deployments/chat';

describe('requests that change something', () => {
  let backend: FakeKubernetesBackend;

  beforeEach(async () => {
    backend = await FakeKubernetesBackend.start();
  });
  afterEach(() => backend.stop());

  it('applies server-side, and never by force unless asked', async () => {
    backend.respond(json(201, object), json(200, object));
    const access = accessTo(backend);
    const options = { fieldManager: 'me' };
    expect(await access.apply('gpu-a', chat, object, options)).toEqual(object);
    await access.apply('gpu-a', chat, object, {
      ...options,
      force: true,
      dryRun: true,
    });

    const [plain, forced] = backend.requests;
    expect(plain).toMatchObject({ method: 'PATCH', path: PATH });
    expect(plain.headers['content-type']).toBe('application/apply-patch+yaml');
    expect(JSON.parse(plain.body)).toEqual(object);
    expect(Object.fromEntries(plain.query)).toEqual({
      fieldManager: 'me',
      fieldValidation: 'Strict',
    });
    expect(Object.fromEntries(forced.query)).toEqual({
      fieldManager: 'me',
      fieldValidation: 'Strict',
      force: 'true',
      dryRun: 'All',
    });
  });

  it('patches by a merge patch', async () => {
    backend.respond(json(200, object));
    const patch = { metadata: { resourceVersion: '7', labels: { a: null } } };
    await accessTo(backend).patch('gpu-a', chat, patch, { fieldManager: 'me' });
    const [request] = backend.requests;
    expect(request).toMatchObject({
      method: 'PATCH',
      path: PATH,
      body: JSON.stringify(patch),
    });
    expect(request.headers['content-type']).toBe(
      'application/merge-patch+json',
    );
    expect(Object.fromEntries(request.query)).toEqual({ fieldManager: 'me' });
  });

  it('deletes the very object that is meant, when its uid is given', async () => {
    backend.respond(json(200, object));
    await accessTo(backend).delete('gpu-a', chat, { uid: 'u-1' });
    const [request] = backend.requests;
    expect(request).toMatchObject({ method: 'DELETE', path: PATH });
    expect(JSON.parse(request.body)).toEqual({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Background',
      preconditions: { uid: 'u-1' },
    });
  });

  it('deletes with the dependents', async () => {
    backend.respond(status(200, { status: 'Success' }), json(200, object));
    const access = accessTo(backend);
    await access.delete('gpu-a', chat);
    await access.delete('gpu-a', chat, { dryRun: true });
    expect(backend.requests[0]).toMatchObject({ method: 'DELETE', path: PATH });
    expect(
      backend.requests.map(({ query }) => Object.fromEntries(query)),
    ).toEqual([
      { propagationPolicy: 'Background' },
      { propagationPolicy: 'Background', dryRun: 'All' },
    ]);
  });

  it('scales by the subresource', async () => {
    backend.respond(json(200, { kind: 'Scale' }));
    await accessTo(backend).scale('gpu-a', chat, 0);
    const [request] = backend.requests;
    expect(request).toMatchObject({
      method: 'PATCH',
      path: `${PATH}/scale`,
      body: '{"spec":{"replicas":0}}',
    });
    expect(request.headers['content-type']).toBe(
      'application/merge-patch+json',
    );
  });

  it('keeps a name inside its path segment', async () => {
    backend.respond(json(200, object));
    await accessTo(backend).get('gpu-a', { ...chat, name: '../secrets?x=1' });
    expect(backend.requests[0].path).toBe(
      '/api/kubernetes/proxy/apis/apps/v1/namespaces/ml/deployments/..%2Fsecrets%3Fx%3D1',
    );
  });

  it.each(['', '.', '..'])(
    "refuses the name '%s', which would address something else",
    async name => {
      expect(
        await rejection(accessTo(backend).delete('gpu-a', { ...chat, name })),
      ).toMatchObject({ kind: 'invalid' });
      expect(backend.requests).toEqual([]);
    },
  );
});

describe('clusters', () => {
  let backend: FakeKubernetesBackend;

  beforeEach(async () => {
    backend = await FakeKubernetesBackend.start();
  });
  afterEach(() => backend.stop());

  it("tells which cannot be used without a user's token, and what to do", async () => {
    backend.respond(
      json(200, {
        items: [
          { name: 'gpu-a', title: 'GPUs', authProvider: 'serviceAccount' },
          { name: 'gpu-b', authProvider: 'google' },
          { name: 'gpu-c', authProvider: 'oidc', oidcTokenProvider: 'okta' },
          { name: 'gpu-d', authProvider: 'aks' },
          { name: 'gpu-e', authProvider: 'ours' },
        ],
      }),
    );
    expect(await accessTo(backend).clusters()).toEqual([
      { name: 'gpu-a', title: 'GPUs' },
      {
        name: 'gpu-b',
        unsupported: expect.stringContaining("'googleServiceAccount'"),
      },
      { name: 'gpu-c', unsupported: expect.stringContaining("'oidc'") },
      { name: 'gpu-d', unsupported: expect.stringContaining("'azure'") },
      { name: 'gpu-e' },
    ]);
    const [request] = backend.requests;
    expect(request.path).toBe('/api/kubernetes/clusters');
    expect(request.headers).not.toHaveProperty('backstage-kubernetes-cluster');
  });

  it('says what to install when there is no Kubernetes backend', async () => {
    backend.respond(response => response.writeHead(404).end());
    expect(await rejection(accessTo(backend).clusters())).toMatchObject({
      kind: 'unreachable',
      message:
        'Kubernetes backend: cannot list the clusters: got HTTP 404, and not from a Kubernetes API server. Check that @backstage/plugin-kubernetes-backend is installed and configured.',
    });
  });

  it('says so when the answer is no list', async () => {
    backend.respond(json(200, {}));
    expect(await rejection(accessTo(backend).clusters())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('the answer is not a cluster list'),
    });
  });
});
