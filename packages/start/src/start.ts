/*
 * `npm start`: a cluster, and the portal that deploys to it. Ctrl-C stops both.
 */
import { parseArgs } from 'node:util';
import { startDevelopmentCluster } from '@aikit-backstage/test-cluster';
import { startPortal } from './portal';
import { requireFreePort } from './ports';

const USAGE =
  'Usage: npm start -- [--frontend-port 3000] [--backend-port 7007]';

function toPort(value: string, option: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`--${option} takes a port from 1 to 65535. ${USAGE}`);
  }
  return port;
}

function readPorts(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      'frontend-port': { type: 'string', default: '3000' },
      'backend-port': { type: 'string', default: '7007' },
    },
  });
  return {
    frontendPort: toPort(values['frontend-port'], 'frontend-port'),
    backendPort: toPort(values['backend-port'], 'backend-port'),
  };
}

async function main(args: string[]) {
  const ports = readPorts(args);
  // Before the cluster, so that a busy port is known at once.
  await requireFreePort(ports.frontendPort, 'frontend');
  await requireFreePort(ports.backendPort, 'backend');

  const { controlPlane, appConfig } = await startDevelopmentCluster();
  try {
    const portal = await startPortal({ ...ports, overlay: appConfig });
    const stop = () => portal.stop();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    process.stdout.write(`
  The portal is at ${portal.url}
  Sign in as:  guest (Ada of team-search); there is nothing to type
  Deploy with: ${portal.url}/create/templates/default/aikit-inference
  kubectl:     export KUBECONFIG=${controlPlane.adminKubeconfigPath}
  Ctrl-C stops the portal and its cluster.

`);
    await portal.ended;
  } finally {
    await controlPlane.stop();
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
