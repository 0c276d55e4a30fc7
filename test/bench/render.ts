/*
 * The renderer against Helm: how often a second each makes YAML manifests of a
 * YAML text of values, the document's GPU example. They take turns, so that
 * both meet the same load of the machine. `npm run bench:render -- --helm PATH --chart DIR`; the chart is
 * `charts/aikit` of kaito-project/aikit, branch lws2.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  parseValues,
  renderWorkload,
  toYaml,
} from '@aikit-backstage/plugin-aikit-common';
import { Helm, helmAt } from './renderHelm';

const CASE = join(__dirname, '..', 'golden', 'cases', 'lws-doc-gpu');
const VALUES_FILE = join(CASE, 'values.yaml');
const RELEASE = { release: 'aikit', namespace: 'default' };

/** Short turns, many of them: a load that comes and goes meets both. */
const ROUNDS = 21;
const SECONDS_EACH_TURN = 0.15;
/** What the renderer is meant to reach, as a multiple of Helm's rate. */
const AIM = 30;

const USAGE = `Comparison with Helm: skipped. Give both, or set HELM and AIKIT_CHART:
  npm run bench:render -- --helm <helm 3 binary> --chart <charts/aikit of kaito-project/aikit, branch lws2>
`;

function manifestsOf(text: string): string {
  const parsed = parseValues(text);
  const result = parsed.ok
    ? renderWorkload({ values: parsed.values, ...RELEASE })
    : parsed;
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return toYaml(result.manifests);
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
    `${what.padEnd(20)} ${perSecond.toFixed(digits).padStart(9)} a second\n`,
  );
}

interface Rates {
  ours: number;
  helm?: number;
}

/** What the renderer and, when there is one, Helm reach in each round. */
function measure(helm: Helm | undefined): Rates[] {
  const text = readFileSync(VALUES_FILE, 'utf8');
  const ours = () => rate(() => manifestsOf(text));
  // Twice for nothing: the code is compiled while it runs for the first time.
  ours();
  ours();
  return Array.from({ length: ROUNDS }, () => ({
    ours: ours(),
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
  show('AIKit for Backstage', median(rounds.map(({ ours }) => ours)));
  if (!helm) {
    process.stdout.write(USAGE);
    return;
  }
  show('helm template', median(rounds.map(({ helm: ofHelm = NaN }) => ofHelm)));
  const times = median(rounds.map(({ ours, helm: h = NaN }) => ours / h));
  process.stdout.write(`${times.toFixed(0)} × Helm (aim: ${AIM} ×)\n`);
}

main();
