import { execFileSync } from 'node:child_process';

/** What Helm renders, and with what. */
export interface HelmOptions {
  /** Path of the program. */
  binary: string;
  /** Folder of the chart. */
  chart: string;
  valuesFile: string;
  release: string;
  namespace: string;
}

/** Renders one chart with one file of values. */
export interface Helm {
  /** @throws Error with what Helm wrote to standard error */
  output(): string;
  /** How long one run takes. */
  seconds(): number;
}

/**
 * `helm template`. Hooks are left out, as the renderer leaves them out, and the
 * chart is told that LeaderWorkerSets are served, which it insists on.
 */
export function helmAt(options: HelmOptions): Helm {
  const { binary, chart, valuesFile, release, namespace } = options;
  const args = ['template', release, chart, '--namespace', namespace];
  args.push('--values', valuesFile, '--no-hooks');
  args.push('--api-versions', 'leaderworkerset.x-k8s.io/v1');
  const output = () =>
    execFileSync(binary, args, { encoding: 'utf8', stdio: 'pipe' });
  return {
    output,
    seconds: () => {
      const start = performance.now();
      output();
      return (performance.now() - start) / 1000;
    },
  };
}
