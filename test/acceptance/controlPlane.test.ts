import {
  describeWithBinaries,
  gatewayCrd,
} from '@aikit-backstage/test-cluster';
import { startRealCluster } from '@aikit-backstage/test-target';
import { acceptanceTests } from './src/suite';

describeWithBinaries('on a real control plane', () =>
  acceptanceTests({
    start: () => startRealCluster(),
    everything: true,
    routes: () => gatewayCrd('httproutes'),
  }),
);
