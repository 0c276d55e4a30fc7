import { startSimulator } from '@aikit-backstage/test-target';
import { portalTests } from './suite';

describe('on the simulator', () => {
  portalTests(() => startSimulator());
});
