import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { stringify } from 'yaml';

/** What of the portal's configuration is known only at start. */
export interface PortalConfig {
  frontendPort: number;
  backendPort: number;
  /** Laid over `app-config.yaml`; says which clusters there are. */
  overlay: JsonObject;
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
      ...config.overlay,
    }),
    { mode: 0o600 },
  );
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
