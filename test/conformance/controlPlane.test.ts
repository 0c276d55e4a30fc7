import {
  ControlPlane,
  describeWithControlPlane,
} from '@aikit-backstage/test-cluster';
import { conformanceChecks } from './src/conformance';
import { createHttpClient, HttpClient } from './src/httpTarget';
import { NODES } from './src/surroundings';
import { Target } from './src/target';

const ADMIN = { namespace: 'default', name: 'conformance' };
const START_TIMEOUT_MS = 60_000;

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

describeWithControlPlane('a real control plane', controlPlane => {
  let target: Target;
  let client: HttpClient;

  beforeAll(async () => {
    const { url, caData, addNodes, stopLws, startLws } = controlPlane();
    const token = await createAdmin(controlPlane());
    client = createHttpClient({ url, caData, token });
    target = { name: 'control plane', ...client, addNodes, stopLws, startLws };
    await addNodes(NODES);
  }, START_TIMEOUT_MS);

  afterAll(() => client?.close());

  conformanceChecks(() => target);
});
