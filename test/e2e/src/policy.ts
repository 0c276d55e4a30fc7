import { Locator, Page } from 'playwright-core';
import { FormBench } from './forms';
import { activeStep, openForm, turn } from './pages';

/** The policy of the portal under test. */
export const POLICY = {
  contact: 'ML platform team, #ml-platform',
  namespaces: ['{owner}', '{owner}-*'],
  images: ['ghcr.io/kaito-project/*', 'docker.io/vllm/*'],
  accelerators: 32,
};

/** Pages of a development server are slow to load. */
const TIMEOUT_MS = 120_000;

const WHO = 'group:default/team-search';
const ASK = 'Ask ML platform team, #ml-platform';
const REGISTRY = `Error: is registry.example.com/search/llama3.1, which ${WHO} may not use: ghcr.io/kaito-project/*, docker.io/vllm/* would do. ${ASK}`;
const SIZE = `Error: asks for 40 accelerators, and a workload of ${WHO} may have at most 32: use fewer replicas, smaller groups or fewer accelerators in each pod. ${ASK}`;
const NAMESPACE = `Error: namespace is payments, which ${WHO} may not use: team-search, team-search-* would do. ${ASK}`;

/** Waits until a text is there, and has it on the screen. */
async function show(text: Locator) {
  await text.waitFor();
  await text.evaluate(element => element.scrollIntoView({ block: 'center' }));
}

/** What is said of a control, below it. */
async function helpOf(page: Page, control: Locator): Promise<Locator> {
  const id = await control.getAttribute('aria-describedby');
  return page.locator(`[id="${id}"]`);
}

/** Next does not leave the step, and the form says why. */
async function staysAt(page: Page, title: string) {
  await page.getByRole('button', { name: 'Next' }).click();
  const reasons = page.getByRole('listitem').filter({ hasText: ASK });
  await reasons.first().waitFor();
  expect(await activeStep(page).textContent()).toBe(title);
}

/** Chooses an image of a registry that the policy does not name. */
async function enterOtherRegistry(page: Page, url: string) {
  const place = { owner: WHO, namespace: 'payments', name: 'search-llm' };
  await openForm(page, url, 'aikit-inference', place);
  await page.getByRole('radio', { name: /^Own image: / }).check();
  const image = page.getByRole('textbox', { name: /^Image/ });
  await image.fill('registry.example.com/search/llama3.1:8b');
  await show((await helpOf(page, image)).getByText(REGISTRY, { exact: true }));
}

/**
 * The template's form tells an engineer what the platform team's policy does
 * not let them have, where they enter it. Nothing is submitted.
 *
 * @param bench - inside of tests only; of a portal with {@link POLICY}
 */
export function policyTests(bench: () => FormBench) {
  it(
    'the policy refuses a registry, a size and a namespace, and says whom to ask',
    async () => {
      const { page, url, picture } = bench();
      await enterOtherRegistry(page, url);
      await staysAt(page, 'Model');
      await show(page.getByText(REGISTRY, { exact: true }));
      await picture('policy-registry');
      await page.getByRole('radio', { name: /^Llama 3\.1 8B/ }).check();
      await turn(page);

      await page.getByRole('radio', { name: /^Distributed: / }).check();
      await turn(page);
      const groups = page.getByLabel('Groups', { exact: true });
      await groups.fill('20');
      const size = (await helpOf(page, groups)).getByText(SIZE, {
        exact: true,
      });
      await size.waitFor();
      await staysAt(page, 'Size');
      await show(size);
      await picture('policy-size');
      await groups.fill('1');
      await turn(page);

      const namespace = page.getByText(NAMESPACE, { exact: true });
      await namespace.waitFor();
      await staysAt(page, 'Where');
      await show(namespace);
      await picture('policy-namespace');
      await page
        .getByRole('textbox', { name: /^Namespace/ })
        .fill('team-search');
      await namespace.waitFor({ state: 'detached' });
      expect(await namespace.count()).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'the refusal can be read in the dark theme too',
    async () => {
      const { page, url, picture } = bench();
      await page.emulateMedia({ colorScheme: 'dark' });
      try {
        await enterOtherRegistry(page, url);
        expect(await page.getByText(ASK).isVisible()).toBe(true);
        await picture('policy-registry-dark');
      } finally {
        await page.emulateMedia({ colorScheme: 'light' });
      }
    },
    TIMEOUT_MS,
  );
}
