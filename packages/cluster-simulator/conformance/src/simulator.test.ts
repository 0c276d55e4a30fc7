import { startSimulator, Target } from '@aikit-backstage/test-target';
import { except, SKIPPED } from './check';
import { conformanceChecks } from './conformance';
import { DIFFERENCES } from './differences';
import { NODES } from './surroundings';

describe('the simulator', () => {
  let target: Target;

  beforeAll(async () => {
    target = await startSimulator('instant');
    await target.addNodes(NODES);
  });

  afterAll(() => target?.stop());

  except(DIFFERENCES);
  conformanceChecks(() => target);

  test('each difference is one check', () => {
    expect(SKIPPED.sort()).toEqual(
      DIFFERENCES.map(({ check }) => check).sort(),
    );
  });
});
