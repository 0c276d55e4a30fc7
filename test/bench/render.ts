/*
 * The renderer against Helm: how often a second each makes the objects of the
 * document's GPU example. They take turns, so that both meet the same load of
 * the machine. `npm run bench:render -- --helm PATH --chart DIR`; the chart is
 * `charts/aikit` of kaito-project/aikit, branch lws2.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  parseValues,
  renderWorkload,
  toYaml,
  type ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { Helm, helmAt } from './renderHelm';

const CASE = join(__dirname, '..', 'golden', 'cases', 'lws-doc-gpu');
const VALUES_FILE = join(CASE, 'values.yaml');
const RELEASE = { release: 'aikit', namespace: 'default' };

/** Short turns, many of them: a load that comes and goes meets both. */
const ROUNDS = 21;
const SECONDS_EACH_TURN = 0.15;
/** What the renderer is meant to reach, as a multiple of Helm's rate. */
const AIM = 1_000;

const USAGE = `Comparison with Helm: skipped. Give both, or set HELM and AIKIT_CHART:
  npm run bench:render -- --helm <helm 3 binary> --chart <charts/aikit of kaito-project/aikit, branch lws2>
`;

function manifestsOf(values: ValuesMap) {
  const result = renderWorkload({ values, ...RELEASE });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.manifests;
}

function valuesOf(text: string): ValuesMap {
  const parsed = parseValues(text);
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.issues));
  }
  return parsed.values as ValuesMap;
}

/** How often a second something can be done. */
function rate(run: () => void): number {
  const start = performance.now();
  let runs = 0;
  let seconds = 0;
  while (seconds < SECONDS_EACH_TURN) {
    run();
    runs++;
    seconds = (performance.now() - start) / 1000;
  }
  return runs / seconds;
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function show(what: string, perSecond: number) {
  const digits = perSecond < 100 ? 1 : 0;
  process.stdout.write(
    `${what.padEnd(48)} ${perSecond.toFixed(digits).padStart(9)} a second\n`,
  );
}

interface Rates {
  objects: number;
  texts: number;
  helm?: number;
}

/** What the renderer and, when there is one, Helm reach in each round. */
function measure(helm: Helm | undefined): Rates[] {
  const text = readFileSync(VALUES_FILE, 'utf8');
  const values = valuesOf(text);
  const objects = () => rate(() => manifestsOf(values));
  const texts = () => rate(() => toYaml(manifestsOf(valuesOf(text))));
  // Once for nothing: the code is compiled while it runs for the first time.
  for (const turn of [objects, texts, objects, texts]) {
    turn();
  }
  return Array.from({ length: ROUNDS }, () => ({
    objects: objects(),
    texts: texts(),
    helm: helm && 1 / helm.seconds(),
  }));
}

function main() {
  const { values: options } = parseArgs({
    options: {
      helm: { type: 'string', default: process.env.HELM },
      chart: { type: 'string', default: process.env.AIKIT_CHART },
    },
  });
  const helm =
    options.helm && options.chart
      ? helmAt({
          binary: options.helm,
          chart: options.chart,
          valuesFile: VALUES_FILE,
          ...RELEASE,
        })
      : undefined;
  const golden = readFileSync(join(CASE, 'helm.yaml'), 'utf8');
  if (helm && helm.output().trim() !== golden.trim()) {
    process.stdout.write(
      'This Helm or this chart renders something else than the golden case.\n',
    );
  }

  const rounds = measure(helm);
  const typical = (figure: (rates: Rates) => number) =>
    median(rounds.map(figure));
  show(
    'AIKit for Backstage, values to objects',
    typical(r => r.objects),
  );
  show(
    'AIKit for Backstage, YAML text to YAML text',
    typical(r => r.texts),
  );
  if (!helm) {
    process.stdout.write(USAGE);
    return;
  }
  const times = (figure: (rates: Rates) => number) =>
    typical(rates => figure(rates) / (rates.helm ?? NaN)).toFixed(0);
  show(
    'helm template',
    typical(r => r.helm ?? NaN),
  );
  process.stdout.write(
    `${times(r => r.objects)} × Helm (aim: ${AIM} ×); ` +
      `with parsing and printing ${times(r => r.texts)} ×\n`,
  );
}

main();
