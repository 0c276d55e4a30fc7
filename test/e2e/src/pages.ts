import { Page } from 'playwright-core';

/** Signs in as guest, on the portal's first page. */
export async function signIn(page: Page, url: string) {
  await page.goto(url, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('Example Catalog').waitFor();
}

/**
 * Fills the template's form with the document's GPU example, and creates.
 *
 * @param picture - takes a picture of each step before it is left
 */
export async function createGpuExample(
  page: Page,
  url: string,
  { namespace, name }: { namespace: string; name: string },
  picture: (step: string) => Promise<unknown>,
) {
  const next = page.getByRole('button', { name: 'Next' });
  const enter = (label: string, text: string) =>
    page.getByLabel(label, { exact: true }).fill(text);
  await page.goto(`${url}/create/templates/default/aikit-inference`);

  await page.getByRole('radio', { name: /^Llama 3\.1 8B/ }).check();
  await picture('form-1-model');
  await next.click();

  await page.getByRole('radio', { name: /^AIKit: / }).check();
  await page.getByRole('radio', { name: /^Distributed: / }).check();
  await picture('form-2-engine');
  await next.click();

  await enter('Pods per group', '5');
  await enter('Accelerators per pod', '2');
  await enter('Memory', '32Gi');
  await enter('Accelerators of the leader', '4');
  await enter('Memory of the leader', '64Gi');
  await enter('Instance type', 'g5.4xlarge');
  await page.getByText('1 group × (4 + 4×2) = 12 nvidia.com/gpu').waitFor();
  await picture('form-3-size');
  await next.click();

  await page
    .getByRole('radio', { name: /^us-east · 12 of 12 nvidia\.com\/gpu free/ })
    .check();
  await page.getByRole('textbox', { name: /^Namespace/ }).fill(namespace);
  await page.getByRole('textbox', { name: /^Name\W*$/ }).fill(name);
  await page.getByLabel('Owner').fill('Search');
  await page.getByRole('listbox').getByRole('option').first().click();
  await picture('form-4-where');
  await next.click();

  await page.getByText(/1 group × 5 pods, 12 nvidia\.com\/gpu/).waitFor();
  await picture('form-5-values');
  const review = page.getByRole('button', { name: 'Review' });
  await review.scrollIntoViewIfNeeded();
  await picture('form-5-review');
  await review.click();
  await page.getByRole('button', { name: 'Create' }).waitFor();
  await picture('form-6-create');
  await page.getByRole('button', { name: 'Create' }).click();
}

/** What a person who does not see the screen is told of each pod. */
export async function podsOnCard(page: Page): Promise<string[]> {
  const tiles = page.getByRole('button', { name: /^(leader|worker) / });
  return tiles.evaluateAll(elements =>
    elements.map(element => element.getAttribute('aria-label') ?? ''),
  );
}
