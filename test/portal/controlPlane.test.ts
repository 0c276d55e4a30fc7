import { describeWithBinaries } from '@aikit-backstage/test-cluster';
import { startRealCluster } from '@aikit-backstage/test-target';
import { portalTests } from './src/suite';

describeWithBinaries('on a real control plane', () =>
  portalTests(() => startRealCluster()),
);
