import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { binaryPath, manifestsPath } from './binaries';
import { Component } from './component';
import { Site } from './site';

const NAMESPACE = 'lws-system';
const SERVICE_ACCOUNT = 'lws-controller-manager';

// As LWS's own installation puts its parts together, without the Deployment.
const KUSTOMIZATION = {
  namespace: NAMESPACE,
  namePrefix: 'lws-',
  resources: ['rbac', 'webhook'],
};

interface Webhook {
  clientConfig: { service: { path: string } };
}

interface Manifest {
  kind: string;
  webhooks?: Webhook[];
}

// The controller runs outside the cluster, where no Service leads to it.
function withUrls(manifest: Manifest, site: Site): object {
  const { ca, ports } = site;
  const caBundle = Buffer.from(ca.certificate).toString('base64');
  return {
    ...manifest,
    webhooks: manifest.webhooks?.map(webhook => ({
      ...webhook,
      clientConfig: {
        url: `https://127.0.0.1:${ports.lwsWebhook}${webhook.clientConfig.service.path}`,
        caBundle,
      },
    })),
  };
}

/**
 * Renders what LWS's installation has besides its CRDs and its Deployment: the
 * namespace, the RBAC of its controller, and its webhooks.
 */
export async function renderLws(site: Site): Promise<object[]> {
  const { folder, kubectl } = site;
  for (const part of KUSTOMIZATION.resources) {
    await cp(
      join(manifestsPath('lws-config'), part),
      join(folder, 'lws', part),
      { recursive: true },
    );
  }
  await site.file(
    join('lws', 'kustomization.yaml'),
    JSON.stringify(KUSTOMIZATION),
  );
  const rendered = await kubectl(['kustomize', join(folder, 'lws')]);
  const manifests = parseAllDocuments(rendered)
    .map(document => document.toJS() as Manifest)
    .filter(({ kind }) => kind !== 'Service')
    .map(manifest => (manifest.webhooks ? withUrls(manifest, site) : manifest));
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  };
  return [namespace, ...manifests];
}

/**
 * Installs LWS's CRDs and what {@link renderLws} rendered. No LeaderWorkerSet
 * is accepted until the controller runs.
 */
export async function installLws(
  { kubectl }: Site,
  manifests: object[],
): Promise<void> {
  const crds = ['-f', join(manifestsPath('lws-config'), 'crd', 'bases')];
  const list = { apiVersion: 'v1', kind: 'List', items: manifests };
  await Promise.all([
    kubectl(['apply', '--server-side', ...crds]).then(() =>
      kubectl(['wait', '--for=condition=Established', ...crds]),
    ),
    kubectl(['apply', '--server-side', '-f', '-'], JSON.stringify(list)),
  ]);
}

// Needs the API server to know the webhooks, and the controller to serve them:
// only the webhook fills in networkConfig, the CRD has no default for it.
async function webhooksWork({ kubectl }: Site): Promise<boolean> {
  const probe = {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: { name: 'probe', namespace: 'default' },
    spec: {
      leaderWorkerTemplate: {
        size: 1,
        workerTemplate: {
          spec: { containers: [{ name: 'probe', image: 'probe' }] },
        },
      },
    },
  };
  const answer = await kubectl(
    ['create', '--dry-run=server', '-o', 'json', '-f', '-'],
    JSON.stringify(probe),
  );
  return JSON.parse(answer).spec.networkConfig !== undefined;
}

/** The LWS controller, with the rights its installation gives it. */
export async function createLws(site: Site): Promise<Component> {
  const { folder, ports } = site;
  const kubeconfig = await site.kubeconfig('lws', {
    commonName: `system:serviceaccount:${NAMESPACE}:${SERVICE_ACCOUNT}`,
  });
  const config = await site.file(
    'lws-config.json',
    JSON.stringify({
      apiVersion: 'config.lws.x-k8s.io/v1alpha1',
      kind: 'Configuration',
      leaderElection: { leaderElect: false },
      internalCertManagement: { enable: false },
      webhook: {
        host: '127.0.0.1',
        port: ports.lwsWebhook,
        certDir: join(folder, 'tls'),
      },
      metrics: { bindAddress: '0' },
      health: { healthProbeBindAddress: '0' },
      clientConnection: { qps: 500, burst: 1000 },
    }),
  );
  return site.component({
    name: 'lws',
    command: binaryPath('lws'),
    args: [`--config=${config}`, `--kubeconfig=${kubeconfig}`],
    ready: () => webhooksWork(site),
  });
}
