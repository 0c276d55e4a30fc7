import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from '../examples';
import { parseObjects } from './cases';

export { examples, type Example } from '../examples';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

const MODULE = 'sigs.k8s.io/lws@v0.9.0/docs/examples';

/** The parts of an example's pod template that differences touch. */
export interface ExampleTemplate {
  metadata?: { labels?: Record<string, string> };
  spec: {
    serviceAccountName?: string;
    containers: [
      {
        name: string;
        image: string;
        command?: string[];
        env?: { name: string; value?: string; valueFrom?: unknown }[];
        ports?: unknown[];
        resources?: Record<string, Record<string, string | number>>;
      },
    ];
  };
}

/** A LeaderWorkerSet or a Service of an example. */
export interface ExampleObject {
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec: {
    networkConfig?: unknown;
    selector?: unknown;
    type?: string;
    ports?: { name?: string; protocol?: string; targetPort: number }[];
    leaderWorkerTemplate?: {
      restartPolicy?: string;
      leaderTemplate: ExampleTemplate;
      workerTemplate: ExampleTemplate;
    };
  };
}

/** The stored text of an example. */
export function exampleText({ file }: Example): string {
  return readFileSync(join(EXAMPLES, file), 'utf8');
}

/** The objects of an example; parsed anew for each call. */
export function exampleObjects(example: Example): ExampleObject[] {
  return parseObjects<ExampleObject>(exampleText(example));
}

function moduleCache(): string | undefined {
  try {
    return execFileSync('go', ['env', 'GOMODCACHE'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

/** Folder of the originals, or why there is none. */
export function originals(): { folder: string } | { missing: string } {
  const { LWS_EXAMPLES } = process.env;
  const cache = LWS_EXAMPLES ? undefined : moduleCache();
  const folder = LWS_EXAMPLES ?? (cache && join(cache, MODULE));
  if (!folder) {
    return { missing: 'go is not installed, and LWS_EXAMPLES is not set' };
  }
  return existsSync(folder) ? { folder } : { missing: `no ${folder}` };
}
