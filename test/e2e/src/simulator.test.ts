import { startSimulator } from '@aikit-backstage/test-target';
import { portalJourney } from './journey';

describe('the portal in a browser, on the simulator', () => {
  portalJourney(() => startSimulator('realistic'));
});
