import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { behaviourRule } from '../kubelet/behaviours';
import { packageFile } from '../resources/packageFile';

const quantity = z.union([z.string(), z.number()]);
const texts = z.record(z.string(), z.string());
const seconds = z.number().min(0);

const nodes = z.strictObject({
  name: z.string(),
  /** So many, `<name>-1` and so on; without it one of just this name. */
  count: z.number().int().min(1).optional(),
  labels: texts.optional(),
  capacity: z.record(z.string(), quantity).optional(),
  taints: z
    .array(
      z.strictObject({
        key: z.string(),
        value: z.string().optional(),
        effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
      }),
    )
    .optional(),
});

const workload = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  owner: z.string(),
  system: z.string().optional(),
  /** Values of the AIKit chart. */
  values: z.record(z.string(), z.unknown()),
});

/** One thing that happens; exactly one of its kinds is given. */
const step = z.strictObject({
  /** Seconds after the cluster is up. */
  after: seconds,
  loseNode: z.string().optional(),
  restoreNode: z.string().optional(),
  deploy: workload.optional(),
});

const scenario = z.strictObject({
  name: z.string(),
  title: z.string().optional(),
  namespaces: z.array(z.string()).default([]),
  nodes: z.array(nodes).min(1),
  /** What containers do instead of just running, from the start. */
  behaviours: z.array(behaviourRule).default([]),
  /** What runs already when the cluster comes up. */
  workloads: z.array(workload).default([]),
  timeline: z.array(step).default([]),
});

/**
 * What a cluster has at its start, and what happens in it then.
 *
 * @public
 */
export type Scenario = z.infer<typeof scenario>;
export type ScenarioWorkload = z.infer<typeof workload>;
export type ScenarioStep = z.infer<typeof step>;

/**
 * Reads a scenario.
 *
 * @param source - where the text is from, for the message
 * @throws Error that names each field and its rule
 * @public
 */
export function parseScenario(text: string, source: string): Scenario {
  const result = scenario.safeParse(parse(text, { merge: true }));
  if (!result.success) {
    throw new Error(`${source}: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}

/**
 * The scenarios that come with the simulator, by the names of their files.
 *
 * @public
 */
export async function readScenarios(): Promise<Scenario[]> {
  const folder = packageFile('scenarios');
  const files = (await readdir(folder)).filter(file => file.endsWith('.yaml'));
  return Promise.all(
    files
      .sort()
      .map(async file =>
        parseScenario(await readFile(join(folder, file), 'utf8'), file),
      ),
  );
}
