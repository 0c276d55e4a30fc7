/*
 * Starts the development cluster in the foreground and writes the
 * configuration that shows it in a portal: `start.ts [app-config file]`.
 * Ctrl-C stops it.
 */
import { join } from 'node:path';
import { writeAppConfig } from './appConfig';
import { startDevelopmentCluster } from './developmentCluster';

async function main(path?: string) {
  const started = Date.now();
  const { controlPlane, appConfig } = await startDevelopmentCluster();
  const { adminKubeconfigPath, folder, url } = controlPlane;
  const config = await writeAppConfig(
    path ?? join(folder, 'app-config.cluster.yaml'),
    appConfig,
  );
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `The cluster is up after ${seconds} s at ${url}\n` +
      `  kubectl:    export KUBECONFIG=${adminKubeconfigPath}\n` +
      `  app-config: ${config}\n` +
      `  logs:       ${folder}/*.log\n` +
      'Ctrl-C stops it.\n',
  );
  const stop = () => controlPlane.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main(process.argv[2]).catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
