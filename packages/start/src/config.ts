import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** A cluster as the Kubernetes plugin's `config` locator takes it. */
export interface PortalCluster {
  name: string;
  url: string;
  authProvider: 'serviceAccount';
  serviceAccountToken: string;
  /** PEM in base64. */
  caData: string;
}

/** Where the portal listens, and the clusters it shows. */
export interface PortalConfig {
  frontendPort: number;
  backendPort: number;
  clusters: PortalCluster[];
  /** Laid over the rest, for tests. */
  extra?: Record<string, unknown>;
}

/**
 * Writes what is known only at start as one more configuration file, readable
 * by its owner alone, since it holds tokens. Answers its path and how to
 * remove it.
 */
export async function writeConfig(
  config: PortalConfig,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'aikit-portal-'));
  const path = join(folder, 'app-config.start.yaml');
  const frontend = `http://localhost:${config.frontendPort}`;
  const backend = `http://localhost:${config.backendPort}`;
  await writeFile(
    path,
    stringify({
      app: { baseUrl: frontend },
      backend: {
        baseUrl: backend,
        listen: { port: config.backendPort, host: '127.0.0.1' },
        cors: { origin: frontend },
      },
      kubernetes: {
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods: [{ type: 'config', clusters: config.clusters }],
      },
      ...config.extra,
    }),
    { mode: 0o600 },
  );
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
