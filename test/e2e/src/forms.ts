import { Page } from 'playwright-core';
import {
  fillGpuExample,
  openForm,
  pasteOverValues,
  reviewShown,
  turn,
  turnTo,
} from './pages';

/** What the tests of a portal's forms work with. */
export interface FormBench {
  page: Page;
  url: string;
  picture: (name: string) => Promise<unknown>;
}

/** Pages of a development server are slow to load. */
const TIMEOUT_MS = 120_000;

/**
 * The forms of the templates, in a portal where the document's GPU example
 * runs. Nothing is submitted.
 *
 * @param bench - inside of tests only
 */
export function formTests(
  bench: () => FormBench,
  workload: { namespace: string; name: string },
) {
  const changes = () => bench().page.getByRole('list', { name: 'Changes' });

  it(
    'the same filled in again changes nothing',
    async () => {
      const { page, url } = bench();
      await fillGpuExample(page, url, workload);
      await page
        .getByText('Nothing would change: this is what runs.')
        .waitFor();
      expect(await changes().locator('ins, del').count()).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'one group more is shown as the lines that it changes',
    async () => {
      const { page, picture } = bench();
      await turn(page, 'Back');
      await turn(page, 'Back');
      await page.getByLabel('Groups', { exact: true }).fill('2');
      await page
        .getByText('2 groups × (4 + 4×2) = 24 nvidia.com/gpu')
        .waitFor();
      await turn(page);
      await turn(page);
      await reviewShown(page);
      const lines = page.getByRole('group', {
        name: `Changed lines of LeaderWorkerSet ${workload.name}`,
      });
      await lines.waitFor();
      expect(await lines.locator('del').allTextContents()).toEqual([
        expect.stringMatching(/^-\s+replicas: 1$/),
      ]);
      expect(await lines.locator('ins').allTextContents()).toEqual([
        expect.stringMatching(/^\+\s+replicas: 2$/),
      ]);
      await lines.scrollIntoViewIfNeeded();
      await picture('form-changes');
    },
    TIMEOUT_MS,
  );

  it(
    'a value that cannot be keeps the form from being reviewed',
    async () => {
      const { page, picture } = bench();
      await page.locator('.cm-content').click();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText('\nterminationGracePeriodSeconds: -1\n');
      const issues = page.getByRole('list', { name: 'Errors and warnings' });
      await issues.getByText('terminationGracePeriodSeconds').waitFor();
      await page.getByRole('button', { name: 'Review' }).click();
      await page
        .getByText(/^'?Values'? terminationGracePeriodSeconds/)
        .first()
        .waitFor();
      await picture('form-invalid');
      expect(await page.getByRole('button', { name: 'Create' }).count()).toBe(
        0,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'a values file pasted over the values counts as Helm takes it',
    async () => {
      const { page } = bench();
      await pasteOverValues(page, 'image: {tag: 70b}\nreplicaCount: 3\n');
      const summary = page.getByText(`Deployment ${workload.name}: 3 pods`);
      await summary.waitFor();
      expect(await page.getByText(/^Errors: [1-9]/).count()).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'the template for GitOps takes a cluster that is not watched, and asks for a repository at the end',
    async () => {
      const { page, url, picture } = bench();
      await openForm(page, url, 'aikit-inference-gitops', {
        owner: 'group:default/team-search',
        ...workload,
      });
      await turnTo(page, 'Where');
      await page.getByLabel('Another cluster').fill('edge-1');
      await picture('gitops-where');
      await turn(page);
      await page.getByText('the portal does not watch this cluster').waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      await picture('gitops-review');

      await turnTo(page, 'Repository');
      await page.getByRole('radio', { name: 'Flux Kustomization' }).waitFor();
      await picture('gitops-repository');
      expect(await page.getByText('Empty for clusters/').count()).toBe(1);
    },
    TIMEOUT_MS,
  );

  it(
    'the template that takes over a Helm release only shows unless told',
    async () => {
      const { page, url, picture } = bench();
      await openForm(page, url, 'aikit-adopt', {
        owner: 'group:default/team-search',
      });
      await page.getByRole('radio', { name: /^us-east · / }).check();
      await page
        .getByRole('textbox', { name: /^Namespace/ })
        .fill(workload.namespace);
      await page.getByRole('textbox', { name: /^Release/ }).fill('llama');
      await picture('adopt-1-release');
      await turn(page);
      await turn(page);
      const show = page.getByRole('radio', { name: /^Only show/ });
      await show.waitFor();
      expect(await show.isChecked()).toBe(true);
      await picture('adopt-3-what');
    },
    TIMEOUT_MS,
  );
}
