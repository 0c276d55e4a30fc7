import { gzipSync } from 'node:zlib';
import {
  adoptRequestSchema,
  DEFAULT_VALUES,
  deployRequestSchema,
  errorLines,
  PRESETS,
  renderWorkload,
  toYaml,
  valuesSchema,
} from '@aikit-backstage/plugin-aikit-common';
import fc from 'fast-check';
import { fromSchema } from './fromSchema';
import type { Portal } from './portal';
import { json, PLANTED, text } from './texts';

/** What comes of one input. */
export interface Outcome {
  /** Of an answer by HTTP. */
  status?: number;
  /** All that is told or written down and may hold no secret. */
  told: string;
}

/** A way in, for input of anybody. */
export interface Surface {
  name: string;
  /** Of all runs, in percent. */
  share: number;
  inputs: fc.Arbitrary<unknown>;
  run(input: never): Promise<Outcome> | Outcome;
}

function surface<T>(one: {
  name: string;
  share: number;
  inputs: fc.Arbitrary<T>;
  run(input: T): Promise<Outcome> | Outcome;
}): Surface {
  return one;
}

const values = fromSchema(valuesSchema);

/** Without secrets where they are not looked for: in commands. */
const harmlessValues = values.map((given): unknown =>
  JSON.parse(JSON.stringify(given ?? null).replaceAll(PLANTED, 'plain')),
);

const preset = fc.record(
  {
    name: fc.oneof(fc.constantFrom(...PRESETS.map(({ name }) => name)), text),
    inputs: fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          ...PRESETS.flatMap(({ inputs }) => Object.keys(inputs)),
        ),
        text,
      ),
      json,
      { maxKeys: 4 },
    ),
  },
  { requiredKeys: ['name'] },
);

const body = fc.oneof(
  { weight: 4, arbitrary: fromSchema(deployRequestSchema) },
  {
    weight: 8,
    arbitrary: fc.record(
      {
        entityRef: fc.constant('component:default/chat'),
        values,
        preset,
        owner: fc.oneof(fc.constant('user:default/mock'), text),
        dryRun: fc.boolean(),
        force: fc.boolean(),
      },
      { requiredKeys: ['entityRef', 'values'] },
    ),
  },
  { weight: 2, arbitrary: fromSchema(adoptRequestSchema) },
  { weight: 1, arbitrary: json },
);

/** JSON, and texts that are none. */
const bodyText = fc.oneof(
  { weight: 12, arbitrary: body.map(one => JSON.stringify(one) ?? '') },
  { weight: 1, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.tuple(body, fc.nat(200)).map(([one, at]) => {
      const whole = JSON.stringify(one) ?? '';
      return `${whole.slice(0, at)}"${PLANTED}"${whole.slice(at)}`;
    }),
  },
);

const segment = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom('east', 'team', 'chat', 'foreign') },
  { weight: 2, arbitrary: fc.constantFrom('west', 'kube-system', 'component') },
  {
    weight: 3,
    arbitrary: text.map(part => {
      // Halves of characters cannot be in an address.
      return encodeURIComponent(part.toWellFormed().slice(0, 3000));
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%2F', '..', '%00', '') },
);

const ROUTES: [method: string, path: string][] = [
  ['GET', 'entities/*/*/*/workloads'],
  ['GET', 'clusters'],
  ['GET', 'workloads'],
  ['GET', 'clusters/east/namespaces/team/workloads/*'],
  ['GET', 'clusters/*/namespaces/*/workloads/*'],
  ['PUT', 'clusters/east/namespaces/team/workloads/chat'],
  ['PUT', 'clusters/east/namespaces/team/workloads/chat'],
  ['PUT', 'clusters/east/namespaces/team/workloads/foreign'],
  ['PUT', 'clusters/*/namespaces/*/workloads/*'],
  ['DELETE', 'clusters/*/namespaces/*/workloads/*'],
  ['GET', 'clusters/*/namespaces/*/workloads/*/inference'],
  ['POST', 'clusters/*/namespaces/*/workloads/*/approval'],
  ['GET', 'policy?owner=*'],
  ['GET', 'clusters/*/namespaces/*/releases'],
  ['GET', 'clusters/*/namespaces/*/releases/*'],
  ['POST', 'clusters/east/namespaces/team/releases/llama/adopt'],
  ['POST', '*/*/*'],
];

const requests = fc.record({
  route: fc.constantFrom(...ROUTES),
  segments: fc.array(segment, { minLength: 3, maxLength: 3 }),
  body: bodyText,
  etag: fc.option(fc.constantFrom('*', '"x"', 'W/"x"', ',,,')),
});

/** A record of Helm's with something in the place of each part, in turn. */
const record = fc
  .record({
    name: fc.oneof(fc.constant('llama'), text),
    version: fc.oneof(fc.integer(), json),
    status: fc.oneof(fc.constant('deployed'), json),
    chart: fc.constantFrom('aikit', 'aikit', 'aikit', 'redis'),
    chartValues: fc.oneof(
      fc.constant(DEFAULT_VALUES),
      harmlessValues.map(given => ({ ...DEFAULT_VALUES, ...Object(given) })),
      fc
        .tuple(
          fc.constantFrom('nodeSelector', 'podLabels', 'zzz', 'affinity'),
          fc.integer({ max: 6000 }),
        )
        .map(([key, count]) => ({
          ...DEFAULT_VALUES,
          [key]: Object.fromEntries(
            Array.from({ length: Math.max(0, count) }, (_, index) => [
              `k${index}`,
              'v',
            ]),
          ),
        })),
      json,
    ),
    config: fc.oneof(
      harmlessValues,
      json,
      fc.constant({ apiToken: PLANTED, env: [{ name: 'A', value: PLANTED }] }),
    ),
    manifest: fc.oneof(
      fc.constant('apiVersion: v1\nkind: Service\nmetadata: {name: llama}\n'),
      text,
      json.map(one => `a: ${JSON.stringify(one)}\n`),
      fc.constant(
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: l}\nspec: {env: [{name: A, value: ${PLANTED}}]}`,
      ),
    ),
  })
  .map(({ chart, chartValues, status, ...rest }) => ({
    ...rest,
    info: { status },
    chart: {
      metadata: { name: chart, version: '0.1.0' },
      values: chartValues,
    },
  }));

/** What stands in the Secret: a record, or something else of any size. */
const secretData = fc.oneof(
  {
    weight: 20,
    arbitrary: record.map(one =>
      gzipSync(JSON.stringify(one)).toString('base64'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 40 })
      .map(size =>
        gzipSync(Buffer.alloc(size * 2 ** 20, 0x5b)).toString('base64'),
      ),
  },
  { weight: 2, arbitrary: text },
  {
    weight: 2,
    arbitrary: fc
      .uint8Array({ maxLength: 200 })
      .map(bytes => gzipSync(bytes).toString('base64')),
  },
);

const selector = fc.oneof(
  text,
  fc
    .array(
      fc.oneof(
        text,
        fc.constantFrom('app=chat', '!x', 'a in (b,c)', 'size>1', 'a notin ()'),
      ),
      { maxLength: 100 },
    )
    .map(parts => parts.join(',')),
);

/** All ways in: three by HTTP, and the renderer that runs everywhere. */
export function surfaces(portal: Portal): Surface[] {
  const ask = async (
    method: string,
    path: string,
    init: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<Outcome> => {
    portal.written.length = 0;
    const send = () => fetch(`${portal.url}/${path}`, { method, ...init });
    // While the renderer had its turn, the server has closed the connection.
    const response = await send().catch(send);
    const answer = await response.text();
    return {
      status: response.status,
      told: [answer, ...portal.written].join('\n'),
    };
  };
  let turn = 0;
  return [
    surface({
      name: 'routes',
      share: 35,
      inputs: requests,
      run: async ({ route, segments, body: sent, etag }) => {
        const [method, path] = route;
        const rest = [...segments];
        const outcome = await ask(
          method,
          path.replace(/\*/g, () => rest.shift() ?? 'x'),
          {
            ...(method !== 'GET' && { body: sent }),
            headers: {
              'content-type': 'application/json',
              ...(etag && { 'if-none-match': etag }),
            },
          },
        );
        // What was sent comes back in a dry run and in the issues of values.
        return method === 'GET'
          ? outcome
          : { ...outcome, told: messagesOf(outcome) };
      },
    }),
    surface({
      name: 'renderer',
      share: 25,
      inputs: fc.record(
        { values, preset, entityRef: text, owner: text, name: text },
        { requiredKeys: ['values'] },
      ),
      run: input => {
        const rendered = renderWorkload({
          name: 'chat',
          namespace: 'team',
          ...input,
        } as Parameters<typeof renderWorkload>[0]);
        if (rendered.ok) {
          toYaml(rendered.manifests);
        }
        return { told: errorLines(rendered.issues).join('\n') };
      },
    }),
    surface({
      name: 'selectors',
      share: 20,
      inputs: selector,
      run: given => {
        portal.annotations['backstage.io/kubernetes-label-selector'] = given;
        turn = (turn + 1) % 50;
        return ask('GET', `entities/component/default/s${turn}/workloads`);
      },
    }),
    surface({
      name: 'Helm records',
      share: 20,
      inputs: fc.tuple(
        secretData,
        fc.constantFrom('', '/llama', '/llama/adopt'),
      ),
      run: ([data, what]) => {
        portal.clusters.helmSecrets = [
          {
            metadata: {
              name: 'sh.helm.release.v1.llama.v1',
              namespace: 'team',
              labels: { name: 'llama', version: '1', status: 'deployed' },
            },
            data: { release: Buffer.from(data).toString('base64') },
          } as (typeof portal.clusters.helmSecrets)[number],
        ];
        const path = `clusters/east/namespaces/team/releases${what}`;
        return what.endsWith('adopt')
          ? ask('POST', path, {
              headers: { 'content-type': 'application/json' },
              body: '{"entityRef":"component:default/chat","dryRun":true}',
            })
          : ask('GET', path);
      },
    }),
  ];
}

/** The message of an error, and what was written down. */
function messagesOf({ told }: Outcome): string {
  const [answer, ...written] = told.split('\n');
  try {
    const { error } = JSON.parse(answer);
    return [error?.message, error?.cause?.message, ...written].join('\n');
  } catch {
    return told;
  }
}
