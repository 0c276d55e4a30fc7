import { setTimeout as sleep } from 'node:timers/promises';
import { startBrowser } from '@aikit-backstage/test-e2e';
import { RunningPortal } from './portal';

const DEPLOY_TIMEOUT_MS = 120_000;
const TEMPLATE = 'template:default/aikit-inference';

/** What is deployed: a model on a group of two pods, owned by who asks. */
const FORM = {
  inference: {
    preset: 'aikit',
    inputs: { model: 'llama3.1:8b', mode: 'distributed', podsPerGroup: 2 },
  },
  cluster: 'us-east',
  namespace: 'team-search',
  name: 'adopted',
  owner: 'user:development/guest',
  wait: true,
};

/** Asks again until there is an answer that will do. */
async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + DEPLOY_TIMEOUT_MS;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined) {
        return answer;
      }
    } catch (error) {
      last = error;
    }
    await sleep(1_000);
  }
  throw new Error(`There was no ${what} in time: ${last ?? ''}`);
}

/** Deploys by the template, and waits until its task has ended well. */
export async function deployByTemplate({ request }: RunningPortal) {
  await until(
    'template in the catalog',
    () =>
      request(
        '/catalog/entities/by-name/template/default/aikit-inference',
      ) as Promise<object>,
  );
  const { id } = await request<{ id: string }>('/scaffolder/v2/tasks', {
    templateRef: TEMPLATE,
    values: FORM,
  });
  const status = await until('end of the task', async () => {
    const task = await request<{ status: string }>(
      `/scaffolder/v2/tasks/${id}`,
    );
    return ['open', 'processing'].includes(task.status)
      ? undefined
      : task.status;
  });
  if (status !== 'completed') {
    const events = await request<object>(`/scaffolder/v2/tasks/${id}/events`);
    throw new Error(`The task has ${status}: ${JSON.stringify(events)}`);
  }
  await until(
    'component in the catalog',
    () =>
      request(
        `/catalog/entities/by-name/component/default/${FORM.name}`,
      ) as Promise<object>,
  );
}

/** Looks at the card in a browser, and keeps a picture of it. */
export async function seeCard({ url }: RunningPortal, picture: string) {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: 1400, height: 1000 },
    });
    page.setDefaultTimeout(60_000);
    await page.goto(`${url}/catalog/default/component/${FORM.name}`);
    const enter = page.getByRole('button', { name: 'Enter' });
    const pod = page.getByRole('button', { name: /^leader / }).first();
    await enter.or(pod).first().waitFor();
    if (await enter.isVisible()) {
      await enter.click();
    }
    try {
      await pod.waitFor();
    } finally {
      await page.screenshot({ path: picture, fullPage: true });
    }
  } finally {
    await browser.close();
  }
}
