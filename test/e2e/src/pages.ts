import { poll } from '@aikit-backstage/test-cluster';
import { Page } from 'playwright-core';

/** Signs in as guest, on the portal's first page. */
export async function signIn(page: Page, url: string) {
  await page.goto(url, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('Example Catalog').waitFor();
}

/** Opens a template's form, with what a link may fill in beforehand. */
export async function openForm(
  page: Page,
  url: string,
  template: string,
  formData: object = {},
) {
  const query = new URLSearchParams({ formData: JSON.stringify(formData) });
  await page.goto(`${url}/create/templates/default/${template}?${query}`, {
    timeout: 60_000,
  });
}

/** The name of the step that a form is at. */
export function activeStep(page: Page) {
  return page.locator('.MuiStepLabel-label.MuiStepLabel-active');
}

/** Goes on to the step of that name; its fields may still be loading. */
export async function turnTo(page: Page, title: string) {
  while ((await activeStep(page).textContent()) !== title) {
    await turn(page);
  }
}

/** Goes to the next step of a form, or back, and waits until it is there. */
export async function turn(page: Page, button: 'Next' | 'Back' = 'Next') {
  const step = activeStep(page);
  const left = (await step.textContent()) ?? '';
  // A step that is just loading its fields moves the button from under a click.
  await poll(
    async () => {
      await page.getByRole('button', { name: button }).click();
      await step.filter({ hasNotText: left }).waitFor({ timeout: 5_000 });
      return true;
    },
    { what: `another step than ${left}`, timeoutMs: 20_000 },
  );
}

/**
 * Fills the template's form with the document's GPU example, up to the last
 * step, and waits for what the cluster says to it.
 *
 * @param picture - takes a picture of each step before it is left
 */
export async function fillGpuExample(
  page: Page,
  url: string,
  { namespace, name }: { namespace: string; name: string },
  picture: (step: string) => Promise<unknown> = async () => {},
) {
  const enter = (label: string, text: string) =>
    page.getByLabel(label, { exact: true }).fill(text);
  await openForm(page, url, 'aikit-inference');

  await page.getByRole('radio', { name: /^Llama 3\.1 8B/ }).check();
  await picture('form-1-model');
  await turn(page);

  await page.getByRole('radio', { name: /^AIKit: / }).check();
  await page.getByRole('radio', { name: /^Distributed: / }).check();
  await picture('form-2-engine');
  await turn(page);

  await enter('Pods per group', '5');
  await enter('Accelerators per pod', '2');
  await enter('Memory', '32Gi');
  await enter('Accelerators of the leader', '4');
  await enter('Memory of the leader', '64Gi');
  await enter('Instance type', 'g5.4xlarge');
  await page.getByText('1 group × (4 + 4×2) = 12 nvidia.com/gpu').waitFor();
  await picture('form-3-size');
  await turn(page);

  await page
    .getByRole('radio', { name: /^us-east · \d+ of 12 nvidia\.com\/gpu free/ })
    .check();
  await page.getByRole('textbox', { name: /^Namespace/ }).fill(namespace);
  await page.getByRole('textbox', { name: /^Name\W*$/ }).fill(name);
  await page.getByLabel('Owner').fill('Search');
  await page.getByRole('listbox').getByRole('option').first().click();
  await picture('form-4-where');
  await turn(page);
  await reviewShown(page);
}

/** Waits until the last step shows the values, and the cluster has answered. */
export async function reviewShown(page: Page) {
  await page.locator('.cm-content').waitFor();
  await page
    .getByText(/^(Nothing would change|Nothing of this name|This would change)/)
    .waitFor();
}

/** From the last step on: reviews what was entered, and creates. */
export async function createFromForm(
  page: Page,
  picture: (step: string) => Promise<unknown>,
) {
  await picture('form-5-values');
  const review = page.getByRole('button', { name: 'Review' });
  await review.scrollIntoViewIfNeeded();
  await picture('form-5-review');
  await review.click();
  await page.getByRole('button', { name: 'Create' }).waitFor();
  await picture('form-6-create');
  await page.getByRole('button', { name: 'Create' }).click();
}

/** Pastes a text over all of the values editor's. */
export async function pasteOverValues(page: Page, text: string) {
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+A');
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, cancelable: true }),
    );
  }, text);
}

/** What a person who does not see the screen is told of each pod. */
export async function podsOnCard(page: Page): Promise<string[]> {
  const tiles = page.getByRole('button', { name: /^(leader|worker) / });
  return tiles.evaluateAll(elements =>
    elements.map(element => element.getAttribute('aria-label') ?? ''),
  );
}
