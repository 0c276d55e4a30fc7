import {
  ControlPlane,
  startControlPlane,
  toAppConfig,
} from '@aikit-backstage/test-cluster';
import { createHttpClient } from './httpClient';
import { addNodes } from './nodes';
import { PodSpeed } from './simulator';
import { Target } from './target';

const ADMIN = { namespace: 'default', name: 'test-admin' };

async function createAdmin(controlPlane: ControlPlane): Promise<string> {
  const { name } = ADMIN;
  const apiGroup = 'rbac.authorization.k8s.io';
  await controlPlane.apply([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: ADMIN },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', ...ADMIN }],
    },
  ]);
  return controlPlane.tokenFor(ADMIN);
}

/** A real control plane, which must have been built. */
export async function startRealCluster(
  speed: PodSpeed = 'fast',
): Promise<Target> {
  const controlPlane = await startControlPlane({
    podStages: speed === 'realistic' ? 'general' : 'fast',
  });
  try {
    const token = await createAdmin(controlPlane);
    const suite = await controlPlane.suiteAccount();
    const { url, caData, stopLws, startLws, requestsBy } = controlPlane;
    const client = createHttpClient({ url, caData, token });
    return {
      name: 'control plane',
      ...client,
      suite,
      appConfig: toAppConfig('us-east', controlPlane, suite.token),
      addNodes: nodes => addNodes(client.request, nodes),
      stopLws,
      startLws,
      stopApiServer: controlPlane.stopApiServer,
      startApiServer: controlPlane.startApiServer,
      requestsBy,
      stop: async () => {
        client.close();
        await controlPlane.stop();
      },
    };
  } catch (error) {
    await controlPlane.stop();
    throw error;
  }
}
