import {
  DEVELOPMENT_NAMESPACES,
  DEVELOPMENT_NODES,
  poll,
} from '@aikit-backstage/test-cluster';
import { targetPaths } from '@backstage/cli-common';
import { requestsForUsers, Target } from '@aikit-backstage/test-target';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Browser, Page } from 'playwright-core';
import { freePort, Portal, startPortal } from 'start';
import { startBrowser } from './browser';
import { formTests } from './forms';
import { POLICY, policyTests } from './policy';
import { createFromForm, fillGpuExample, podsOnCard, signIn } from './pages';

const NAMESPACE = 'team-search';
const NAME = 'search-llm';
const WORKLOAD = { namespace: NAMESPACE, name: NAME };
/** Pages of a development server are slow to load. */
const TIMEOUT_MS = 300_000;
const PICTURES = targetPaths.resolveRoot('test/e2e/pictures');

interface LivePod {
  metadata: { name: string; uid: string };
  spec: {
    nodeName?: string;
    containers: { resources: { limits: Record<string, string> } }[];
  };
}

/**
 * A person's way through the portal: from sign-in through the template to the
 * card, and what the card shows when the cluster changes.
 *
 * @param start - starts the cluster, in which pods take a few seconds
 */
export function portalJourney(start: () => Promise<Target>) {
  let cluster: Target;
  let portal: Portal;
  let browser: Browser;
  let page: Page;
  let output = '';

  const picture = (name: string) =>
    page.screenshot({ path: join(PICTURES, `${name}.png`) });
  const pods = (name?: string) =>
    `/api/v1/namespaces/${NAMESPACE}/pods${name ? `/${name}` : ''}`;
  const livePods = async () => {
    const { body } = await cluster.request('GET', pods());
    return (body as { items: LivePod[] }).items;
  };

  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    cluster = await start();
    await cluster.addNodes(DEVELOPMENT_NODES);
    for (const name of DEVELOPMENT_NAMESPACES) {
      await cluster.request('POST', '/api/v1/namespaces', {
        body: { metadata: { name } },
      });
    }
    portal = await startPortal({
      frontendPort: await freePort(),
      backendPort: await freePort(),
      overlay: { ...cluster.appConfig, aikit: { policy: POLICY } },
      onLine: line => {
        output = `${output}${line}\n`.slice(-20_000);
      },
    });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(30_000);
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
    await cluster?.stop();
  }, 60_000);

  it(
    'goes from sign-in through the template to a card with the right numbers',
    async () => {
      try {
        await signIn(page, portal.url);
        await fillGpuExample(page, portal.url, WORKLOAD, picture);
        await createFromForm(page, picture);
        await page.getByText('5/5 pods ready · 12/12 GPUs allocated').waitFor();
        await picture('task');
        await page.getByRole('link', { name: 'Open in the catalog' }).click();
        await page.getByText('1 of 1 group ready').waitFor();
      } catch (error) {
        await picture('failure');
        throw new Error(`${error}\n${output}`);
      }
      await picture('entity');

      const meter = page.getByRole('meter');
      expect(await meter.getAttribute('aria-valuetext')).toContain(
        '12 of 12 allocated',
      );
      const shown = await podsOnCard(page);
      const live = await livePods();
      expect(live).toHaveLength(5);
      expect(shown).toHaveLength(5);
      for (const { metadata, spec } of live) {
        const role = metadata.name === `${NAME}-0` ? 'leader' : 'worker';
        const gpus = spec.containers[0].resources.limits['nvidia.com/gpu'];
        expect(shown).toContainEqual(
          expect.stringMatching(
            `^${role} ${metadata.name}, ready, on ${spec.nodeName}, ${gpus} nvidia\\.com/gpu, 0 restarts`,
          ),
        );
      }
    },
    TIMEOUT_MS,
  );

  it(
    'shows a deleted worker, and the recreated group, without a reload',
    async () => {
      const notReady = page.getByText('0 of 1 group ready').first();
      const before = (await livePods()).map(({ metadata }) => metadata.uid);
      await page.evaluate(() => Object.assign(window, { loadedOnce: true }));

      const changed = notReady.waitFor().then(() => Date.now());
      await cluster.request('DELETE', pods(`${NAME}-0-2`));
      const deleted = Date.now();
      const took = (await changed) - deleted;
      process.stdout.write(
        `The card showed the deleted worker ${took} ms after the cluster answered\n`,
      );
      await picture('worker-deleted');
      expect(took).toBeLessThan(1_000);

      await page.getByText('1 of 1 group ready').waitFor({ timeout: 60_000 });
      await picture('recreated');
      const after = (await livePods()).map(({ metadata }) => metadata.uid);
      expect(after).toHaveLength(5);
      expect(before.filter(uid => after.includes(uid))).toEqual([]);
      expect(await page.evaluate(() => Reflect.get(window, 'loadedOnce'))).toBe(
        true,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'opening the card ten times makes no request to the API server',
    async () => {
      // The task and the recreation come to rest first.
      const before = await poll(
        async () => {
          const first = (await requestsForUsers(cluster)).length;
          await page.waitForTimeout(2_000);
          const second = (await requestsForUsers(cluster)).length;
          return first > 0 && first === second ? second : undefined;
        },
        { what: 'the API server to come to rest', timeoutMs: 60_000 },
      );

      for (let visit = 0; visit < 10; visit++) {
        await page.goto(`${portal.url}/catalog/default/component/${NAME}`);
        // The development server compiles on a busy machine meanwhile.
        await page.getByText('1 of 1 group ready').waitFor({ timeout: 60_000 });
      }

      const made = (await requestsForUsers(cluster)).slice(before);
      process.stdout.write(
        `Ten openings made ${made.length} requests to the API server\n`,
      );
      expect(made).toEqual([]);
    },
    TIMEOUT_MS,
  );

  formTests(() => ({ page, url: portal.url, picture }), WORKLOAD);
  policyTests(() => ({ page, url: portal.url, picture }));

  it(
    'takes the component out of the catalog when the workload is removed',
    async () => {
      await cluster.request(
        'DELETE',
        `/apis/leaderworkerset.x-k8s.io/v1/namespaces/${NAMESPACE}/leaderworkersets/${NAME}`,
      );
      const gone = page.getByText('All components (0)');
      await poll(
        async () => {
          await page.goto(portal.url);
          await gone.waitFor({ timeout: 3_000 });
          return true;
        },
        { what: 'the catalog to be empty', timeoutMs: 30_000 },
      );
    },
    TIMEOUT_MS,
  );
}
