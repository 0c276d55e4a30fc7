import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { ControlPlane } from './control-plane';

/** The configuration that shows one cluster, by a token, in Backstage. */
export function toAppConfig(
  name: string,
  { url, caData }: Pick<ControlPlane, 'url'> & { caData?: string },
  serviceAccountToken: string,
) {
  const authProvider = 'serviceAccount';
  const cluster = {
    name,
    url,
    authProvider,
    serviceAccountToken,
    ...(caData && { caData }),
  };
  return {
    kubernetes: {
      clusterLocatorMethods: [{ type: 'config', clusters: [cluster] }],
    },
  };
}

/** What {@link toAppConfig} makes. */
export type ClusterAppConfig = ReturnType<typeof toAppConfig>;

/**
 * Writes a configuration as YAML, readable only by its owner: it has a token
 * in it.
 *
 * @returns the absolute path, for `--config`.
 */
export async function writeAppConfig(
  path: string,
  appConfig: ClusterAppConfig,
): Promise<string> {
  const absolute = resolve(path);
  await writeFile(absolute, stringify(appConfig), { mode: 0o600 });
  return absolute;
}
