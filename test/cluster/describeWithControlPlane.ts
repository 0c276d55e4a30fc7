import {
  ControlPlane,
  ControlPlaneOptions,
  missingParts,
  startControlPlane,
} from './control-plane';

const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 15_000;

/**
 * `describe` for tests that start control planes. Where those have not been
 * built, the tests are skipped and the reason is printed.
 */
export function describeWithBinaries(name: string, tests: () => void): void {
  const missing = missingParts();
  if (missing.length > 0) {
    // Not console.warn: Jest may be told to silence it.
    process.stderr.write(
      `Skipped: "${name}" needs a control plane, and ${missing.join(', ')} ` +
        'are not built. Run "npm run control-plane:build", which needs Go, ' +
        'or point KUBEBUILDER_ASSETS to those it has.\n',
    );
  }
  const declare = missing.length > 0 ? describe.skip : describe;
  declare(name, tests);
}

/**
 * {@link describeWithBinaries} with a control plane that is started before
 * the tests and stopped after them.
 *
 * @param tests - declares the tests; gets a function that answers the control
 * plane, for use inside of tests and hooks.
 */
export function describeWithControlPlane(
  name: string,
  tests: (controlPlane: () => ControlPlane) => void,
  options: ControlPlaneOptions = {},
): void {
  describeWithBinaries(name, () => {
    let controlPlane: ControlPlane | undefined;

    beforeAll(async () => {
      controlPlane = await startControlPlane(options);
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      await controlPlane?.stop();
    }, STOP_TIMEOUT_MS);

    tests(() => {
      if (!controlPlane) {
        throw new Error('The control plane is there only while tests run');
      }
      return controlPlane;
    });
  });
}
