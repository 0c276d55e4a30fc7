import { gzipSync } from 'node:zlib';
import { DEFAULT_VALUES } from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';

const HELM = {
  'app.kubernetes.io/managed-by': 'Helm',
  'app.kubernetes.io/instance': 'llama',
  'helm.sh/chart': 'aikit-0.19.0',
};

/** A record as Helm 3 writes it, of the release `llama` in namespace `team`. */
export function releaseRecord(more: object = {}) {
  return {
    name: 'llama',
    version: 1,
    info: { status: 'deployed' },
    chart: {
      metadata: { name: 'aikit', version: '0.19.0' },
      values: DEFAULT_VALUES,
    },
    config: { replicaCount: 2 },
    manifest: [
      ['v1', 'Service', 'llama-aikit'],
      ['apps/v1', 'Deployment', 'llama-aikit'],
      ['v1', 'Service', 'llama-aikit-headless'],
    ]
      .map(
        ([apiVersion, kind, name]) =>
          `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n`,
      )
      .join(''),
    ...more,
  };
}

/** The Secret of a record; `data` may be something else. */
export function releaseSecret(
  record: ReturnType<typeof releaseRecord> = releaseRecord(),
  data: object = {
    release: Buffer.from(
      gzipSync(JSON.stringify(record)).toString('base64'),
    ).toString('base64'),
  },
): KubernetesObject {
  const { name, version, info } = record;
  return {
    metadata: {
      name: `sh.helm.release.v1.${name}.v${version}`,
      namespace: 'team',
      labels: {
        owner: 'helm',
        name,
        version: String(version),
        status: info.status,
      },
    },
    data,
  };
}

/** An object of the release as Helm left it, owned by its field manager. */
export function helmObject(
  apiVersion: string,
  kind: string,
  name: string,
  labels: Record<string, string> = {},
): KubernetesObject {
  const fields = Object.keys({ ...HELM, ...labels }).map(key => [
    `f:${key}`,
    {},
  ]);
  const metadata = {
    name,
    namespace: 'team',
    labels: { ...HELM, ...labels },
    resourceVersion: '7',
    managedFields: [
      {
        manager: 'helm',
        operation: 'Update',
        apiVersion,
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': Object.fromEntries(fields) },
          'f:spec': { 'f:replicas': {} },
        },
      },
    ],
  };
  return { apiVersion, kind, metadata, spec: { replicas: 2 } };
}

/** Puts the release and all its objects into the cluster. */
export function installRelease(access: FakeClusterAccess): void {
  access.put('secrets', releaseSecret());
  access.put('deployments', helmObject('apps/v1', 'Deployment', 'llama-aikit'));
  access.put('services', helmObject('v1', 'Service', 'llama-aikit'));
  access.put('services', helmObject('v1', 'Service', 'llama-aikit-headless'));
}
