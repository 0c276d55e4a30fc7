import { describeWithBinaries } from '@aikit-backstage/test-cluster';
import { startRealCluster } from '@aikit-backstage/test-target';
import { portalJourney } from './src/journey';

describeWithBinaries('the portal in a browser, on a real control plane', () =>
  portalJourney(() => startRealCluster('realistic')),
);
