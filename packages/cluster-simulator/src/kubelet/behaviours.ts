import type { IContainer } from 'kubernetes-models/v1/Container';
import { z } from 'zod';
import { Pod } from '../objects/kinds';
import { matchesSelector } from '../objects/selector';

const seconds = z.number().min(0);

/** The form of a {@link BehaviourRule}. */
export const behaviourRule = z
  .strictObject({
    /** What containers it is about: all that fit all of it; `*` is any text. */
    match: z
      .strictObject({
        image: z.string(),
        namespace: z.string(),
        pod: z.string(),
        container: z.string(),
        node: z.string(),
        labels: z.record(z.string(), z.string()),
      })
      .partial(),
    pull: z
      .strictObject({
        fails: z.literal('ErrImagePull'),
        /** Why it fails; that there is no such image when absent. */
        message: z.string(),
        takesSeconds: seconds,
      })
      .partial(),
    start: z.strictObject({
      fails: z.literal('CreateContainerConfigError'),
      message: z.string(),
    }),
    run: z.strictObject({
      exitsAfterSeconds: seconds,
      exitCode: z.number().int(),
      /** `Completed` or `Error`, as the exit code says. */
      reason: z.enum(['OOMKilled', 'Error', 'Completed']).optional(),
      /** What it says before it ends. */
      logs: z.array(z.string()).optional(),
    }),
    ready: z.literal('never'),
    /** How many failures or exits it makes, of all containers; unlimited. */
    times: z.number().int(),
  })
  .partial();

/** What containers do instead of just running well. */
export type BehaviourRule = z.infer<typeof behaviourRule>;

/** A rule that holds, and how many failures or exits it has left to make. */
type ActiveRule = BehaviourRule & { times: number };

/** The rules by which containers do something else than to run well. */
export class Behaviours {
  readonly #rules = new Set<ActiveRule>();

  /** @param onChange - is called after rules came or went */
  constructor(private readonly onChange: () => void) {}

  /** Adds a rule; of several that match, the first one counts. */
  add(rule: BehaviourRule): () => void {
    const active = { times: Infinity, ...rule };
    this.#rules.add(active);
    this.onChange();
    return () => {
      this.#rules.delete(active);
      this.onChange();
    };
  }

  /** The rule that says what a container does in a part of its life. */
  find(
    part: 'pull' | 'start' | 'run' | 'ready',
    pod: Pod,
    container: IContainer,
  ): ActiveRule | undefined {
    return [...this.#rules].find(
      rule => rule[part] && rule.times > 0 && matches(rule, pod, container),
    );
  }
}

function matches(
  { match: { labels, ...patterns } = {} }: BehaviourRule,
  { metadata, spec }: Pod,
  { image = '', name: container }: IContainer,
): boolean {
  const { name: pod, namespace = '' } = metadata;
  const names = { image, namespace, pod, container, node: spec.nodeName ?? '' };
  return (
    Object.entries(patterns).every(([name, pattern]) =>
      glob(pattern).test(names[name as keyof typeof names]),
    ) && matchesSelector(metadata.labels, { matchLabels: labels })
  );
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`);
}
