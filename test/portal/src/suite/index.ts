import { BackendTests } from '../describeWithPortal';
import { adoptionTests } from './adopt';
import { attackTests } from './attacks';
import { changeTests } from './change';
import { exampleTests } from './examples';
import { outageTests } from './outage';
import { readTests } from './reads';
import { submissionTests } from './submission';

/** What a portal does on a cluster. */
export const portalTests: BackendTests = start => {
  exampleTests(start);
  submissionTests(start);
  changeTests(start);
  adoptionTests(start);
  attackTests(start);
  readTests(start);
  outageTests(start);
};
