import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { targetPaths } from '@backstage/cli-common';
import { startDevelopmentCluster } from '@aikit-backstage/test-cluster';
import { StartedClusters } from './types';

/** Builds what of the control plane is not built yet; it says what it does. */
async function build() {
  const script = targetPaths.resolveRoot('test/cluster/control-plane/build.ts');
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  const builder = spawn(process.execPath, ['--require', transform, script], {
    stdio: 'inherit',
  });
  const [code] = await once(builder, 'exit');
  if (code !== 0) {
    throw new Error(
      'The control plane could not be built; run npm start without --cluster for simulated clusters.',
    );
  }
}

/** The real control plane of the tests, with make-believe nodes. */
export async function startDevelopmentControlPlane(): Promise<StartedClusters> {
  await build();
  const { controlPlane, appConfig } = await startDevelopmentCluster();
  return {
    appConfig,
    lines: [
      'Cluster:     us-east, a real control plane with two fake GPU nodes',
      `kubectl:     export KUBECONFIG=${controlPlane.adminKubeconfigPath}`,
    ],
    stop: () => controlPlane.stop(),
  };
}
