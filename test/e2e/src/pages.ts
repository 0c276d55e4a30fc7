import { Page } from 'playwright-core';

/** Signs in as guest, on the portal's first page. */
export async function signIn(page: Page, url: string) {
  await page.goto(url, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('Example Catalog').waitFor();
}

/** Fills the template's form with the document's GPU example, and creates. */
export async function createGpuExample(
  page: Page,
  url: string,
  { namespace, name }: { namespace: string; name: string },
) {
  const next = page.getByRole('button', { name: 'Next' });
  await page.goto(`${url}/create/templates/default/aikit-inference`);
  await next.click();

  await page.getByLabel('Distributed (LeaderWorkerSet)').check();
  await page.getByLabel('Pods in a group').fill('5');
  const gpus = page.getByLabel('GPUs');
  const memory = page.getByLabel('Memory limit');
  await gpus.nth(0).fill('4');
  await memory.nth(0).fill('64Gi');
  await gpus.nth(1).fill('2');
  await memory.nth(1).fill('32Gi');
  await next.click();

  await page.getByText('us-east · 12 of 12 nvidia.com/gpu free').waitFor({
    state: 'attached',
  });
  await page.getByRole('textbox', { name: /^Namespace/ }).fill(namespace);
  await page.getByRole('textbox', { name: /^Name\W*$/ }).fill(name);
  await page.getByLabel('Owner').fill('Search');
  await page.getByRole('listbox').getByRole('option').first().click();
  await next.click();

  await page.getByLabel('Instance type').fill('g5.4xlarge');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
}

/** What a person who does not see the screen is told of each pod. */
export async function podsOnCard(page: Page): Promise<string[]> {
  const tiles = page.getByRole('button', { name: /^(leader|worker) / });
  return tiles.evaluateAll(elements =>
    elements.map(element => element.getAttribute('aria-label') ?? ''),
  );
}
