import { describeWithBinaries } from '@aikit-backstage/test-cluster';
import { startRealCluster, Target } from '@aikit-backstage/test-target';
import { conformanceChecks } from './src/conformance';
import { NODES } from './src/surroundings';

describeWithBinaries('a real control plane', () => {
  let target: Target;

  beforeAll(async () => {
    target = await startRealCluster();
    await target.addNodes(NODES);
  }, 120_000);

  afterAll(() => target?.stop(), 30_000);

  conformanceChecks(() => target);
});
