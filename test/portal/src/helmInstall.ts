import {
  DEFAULT_VALUES,
  mergeValues,
} from '@aikit-backstage/plugin-aikit-common';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';
import { Cluster } from './cluster';

const GOLDENS = resolvePackagePath(
  '@aikit-backstage/test-portal',
  '../golden/cases',
);

const PLURALS: Record<string, string> = {
  Deployment: '/apis/apps/v1/namespaces/default/deployments',
  LeaderWorkerSet:
    '/apis/leaderworkerset.x-k8s.io/v1/namespaces/default/leaderworkersets',
  Service: '/api/v1/namespaces/default/services',
};

/**
 * The defaults of the chart on the branch `lws2` that are others here, by
 * corrections C11 to C13.
 */
const CHART_VALUES = mergeValues(DEFAULT_VALUES, {
  leaderWorkerSet: {
    enabled: true,
    leader: { command: ['/usr/bin/aikit-leader'] },
    worker: { port: 50051 },
  },
});

interface HelmObject {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
}

function read(golden: string, file: string): string {
  return readFileSync(join(GOLDENS, golden, file), 'utf8');
}

async function post(cluster: Cluster, path: string, body: object) {
  const answer = await cluster.target.request('POST', path, {
    query: { fieldManager: 'helm' },
    body,
  });
  if (answer.status !== 201) {
    throw new Error(JSON.stringify(answer.body));
  }
}

/**
 * Installs what Helm rendered for a golden case as Helm 3 does it: the objects
 * with its marks, by its field manager, and a Secret with the release.
 *
 * @returns name of the release
 */
export async function installAsHelm(
  cluster: Cluster,
  golden: string,
): Promise<string> {
  const { release } = JSON.parse(read(golden, 'case.json'));
  const manifest = read(golden, 'helm.yaml');
  const objects = parseAllDocuments(manifest)
    .map(document => document.toJS() as HelmObject | null)
    .filter(object => object !== null);
  for (const object of objects) {
    await post(cluster, PLURALS[object.kind], {
      ...object,
      metadata: {
        ...object.metadata,
        annotations: {
          'meta.helm.sh/release-name': release,
          'meta.helm.sh/release-namespace': 'default',
        },
      },
    });
  }
  const record = {
    name: release,
    version: 1,
    info: { status: 'deployed' },
    chart: {
      metadata: { name: 'aikit', version: '0.19.0' },
      values: CHART_VALUES,
    },
    config: parseAllDocuments(read(golden, 'values.yaml'))[0].toJS(),
    manifest,
  };
  const packed = gzipSync(JSON.stringify(record)).toString('base64');
  await post(cluster, '/api/v1/namespaces/default/secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `sh.helm.release.v1.${release}.v1`,
      labels: {
        owner: 'helm',
        name: release,
        status: 'deployed',
        version: '1',
      },
    },
    type: 'helm.sh/release.v1',
    data: { release: Buffer.from(packed).toString('base64') },
  });
  return release;
}

/** Lets the suite's account read releases, as docs/rbac.yaml says it. */
export async function bindAdopter(cluster: Cluster): Promise<void> {
  const { status, body } = await cluster.target.request(
    'PATCH',
    '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings/aikit-backstage-adopter',
    {
      query: { fieldManager: 'test' },
      contentType: 'application/apply-patch+yaml',
      body: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'aikit-backstage-adopter' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'aikit-backstage-adopter',
        },
        subjects: [
          {
            kind: 'ServiceAccount',
            name: 'aikit-backstage',
            namespace: 'aikit-backstage',
          },
        ],
      },
    },
  );
  // The simulator knows no access rules, and may not serve their kinds.
  if (![200, 201, 404].includes(status)) {
    throw new Error(JSON.stringify(body));
  }
}

/** Deletes Helm's records, if a test has left some. */
export async function removeReleases(cluster: Cluster): Promise<void> {
  const { body } = await cluster.target.request(
    'GET',
    '/api/v1/namespaces/default/secrets',
    { query: { labelSelector: 'owner=helm' } },
  );
  for (const { metadata } of (body as { items: HelmObject[] }).items) {
    await cluster.target.request(
      'DELETE',
      `/api/v1/namespaces/default/secrets/${metadata.name}`,
    );
  }
}
