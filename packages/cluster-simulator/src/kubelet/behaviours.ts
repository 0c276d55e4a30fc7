import type { IContainer } from 'kubernetes-models/v1/Container';
import { z } from 'zod';
import { Pod } from '../objects/kinds';
import { matchesSelector } from '../objects/selector';

const seconds = z.number().min(0);

/** The form of a {@link BehaviourRule}. */
export const behaviourRule = z
  .strictObject({
    /** The containers that it is about: those that match every field. */
    match: z
      .strictObject({
        /** `*` is any text. */
        image: z.string(),
        namespace: z.string(),
        /** Of the pod. */
        labels: z.record(z.string(), z.string()),
      })
      .partial(),
    pull: z
      .strictObject({
        fails: z.literal('ErrImagePull'),
        takesSeconds: seconds,
      })
      .partial(),
    run: z.strictObject({
      exitsAfterSeconds: seconds,
      exitCode: z.number().int(),
      /** `Completed` or `Error`, as the exit code says. */
      reason: z.enum(['OOMKilled', 'Error', 'Completed']).optional(),
      /** What it says before it ends. */
      logs: z.array(z.string()).optional(),
    }),
  })
  .partial();

/**
 * What containers do instead of just running well.
 *
 * @public
 */
export type BehaviourRule = z.infer<typeof behaviourRule>;

/** What the first matching rule says of a part of a container's life. */
export function behaviourOf<P extends 'pull' | 'run'>(
  rules: BehaviourRule[],
  part: P,
  pod: Pod,
  container: IContainer,
): BehaviourRule[P] {
  return rules.find(rule => rule[part] && matches(rule, pod, container))?.[
    part
  ];
}

function matches(
  { match = {} }: BehaviourRule,
  { metadata }: Pod,
  { image = '' }: IContainer,
): boolean {
  const { image: pattern = '*', namespace = metadata.namespace } = match;
  return (
    glob(pattern).test(image) &&
    namespace === metadata.namespace &&
    matchesSelector(metadata.labels, { matchLabels: match.labels })
  );
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`);
}
