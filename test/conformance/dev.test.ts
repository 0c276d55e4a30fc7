import { readFileSync } from 'node:fs';
import { conformanceChecks } from './src/conformance';
import { createHttpClient } from './src/httpTarget';
import { NODES } from './src/surroundings';
import { Target } from './src/target';
import { addNodes } from '../cluster/control-plane/nodes';
import { createKubectl } from '../cluster/control-plane/kubectl';
import { binaryPath } from '../cluster/control-plane/binaries';

const access = JSON.parse(readFileSync('/tmp/cp.json', 'utf8'));
const client = createHttpClient(access);
const kubectl = createKubectl({
  binary: binaryPath('kubectl'),
  kubeconfig: access.kubeconfig,
  cacheFolder: '/tmp/kcache',
});
const target: Target = {
  name: 'dev',
  ...client,
  addNodes: nodes => addNodes(kubectl, nodes),
  stopLws: async () => {},
  startLws: async () => {},
};
beforeAll(async () => {
  const { status } = await client.request('GET', '/api/v1/nodes/gpu-a');
  if (status === 404) await target.addNodes(NODES);
}, 60000);
afterAll(() => client.close());
conformanceChecks(() => target);
