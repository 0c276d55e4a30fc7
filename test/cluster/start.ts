/*
 * Starts the development cluster in the foreground and writes the
 * configuration that shows it in a portal: `start.ts [app-config file]`.
 * Ctrl-C stops it.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { DevelopmentCluster, startDevelopmentCluster } from './developmentCluster';

/**
 * Writes the configuration, readable only by its owner: it has a token in it.
 *
 * @param path - default: a file that disappears together with the cluster.
 * @returns the file's absolute path, for `backstage-cli … --config`.
 */
export async function writeAppConfig(
  { controlPlane, appConfig }: DevelopmentCluster,
  path = join(controlPlane.folder, 'app-config.cluster.yaml'),
): Promise<string> {
  const absolute = resolve(path);
  await writeFile(absolute, stringify(appConfig), { mode: 0o600 });
  return absolute;
}

async function main(path?: string) {
  const started = Date.now();
  const cluster = await startDevelopmentCluster();
  const { adminKubeconfigPath, folder, url } = cluster.controlPlane;
  const config = await writeAppConfig(cluster, path);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `The cluster is up after ${seconds} s at ${url}\n` +
      `  kubectl:    export KUBECONFIG=${adminKubeconfigPath}\n` +
      `  app-config: ${config}\n` +
      `  logs:       ${folder}/*.log\n` +
      'Ctrl-C stops it.\n',
  );
  const stop = () => {
    cluster.controlPlane.stop();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

if (require.main === module) {
  main(process.argv[2]).catch(error => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
