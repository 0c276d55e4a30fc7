import { startSimulator } from '@aikit-backstage/test-target';
import { portalTests } from './suite';

jest.setTimeout(60_000);

describe('on the simulator', () => portalTests(() => startSimulator()));
