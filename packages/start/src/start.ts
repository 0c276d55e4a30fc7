/*
 * `npm start`: clusters, and the portal that deploys to them. Ctrl-C stops
 * both. What the portal logs goes to a file; problems are shown as well.
 */
import { targetPaths } from '@backstage/cli-common';
import { relative } from 'node:path';
import { startClusters } from './clusters';
import { readOptions } from './options';
import { openLog } from './portal/log';
import { startPortal } from './portal/portal';
import { requireFreePort } from './portal/ports';

async function main(args: string[]) {
  const { cluster, ...ports } = readOptions(args);
  // Until there is something to stop in good order: what has been started so
  // far ends with this process, but only if it exits rather than being killed.
  const quit = () => process.exit(130);
  process.once('SIGINT', quit);
  process.once('SIGTERM', quit);

  // Before the clusters, so that a busy port is known at once.
  await requireFreePort(ports.frontendPort, 'frontend');
  await requireFreePort(ports.backendPort, 'backend');

  const clusters = await startClusters(cluster);
  const logPath = targetPaths.resolveRoot(`portal-${ports.backendPort}.log`);
  const log = openLog(logPath, line => process.stderr.write(`${line}\n`));
  try {
    const portal = await startPortal({
      ...ports,
      overlay: clusters.appConfig,
      onLine: log.write,
    });
    const stop = () => portal.stop();
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.off(signal, quit);
      process.once(signal, stop);
    }
    const lines = [
      `The portal is at ${portal.url}`,
      'Sign in as:  guest (Ada of team-search); there is nothing to type',
      `Deploy with: ${portal.url}/create/templates/default/aikit-inference`,
      ...clusters.lines,
      `Log:         ${relative(
        process.cwd(),
        logPath,
      )}; problems are shown here too`,
      'Ctrl-C stops everything.',
    ];
    process.stdout.write(`\n  ${lines.join('\n  ')}\n\n`);
    await Promise.race([portal.ended, clusters.lost ?? portal.ended]).finally(
      stop,
    );
  } finally {
    log.close();
    await clusters.stop();
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
