import { z } from 'zod';
import { parseQuantity } from '../quantities/quantity';
import { INT32_MAX } from '../values/scalars';
import type { InputMeta } from './preset';

/** An input with what is known of it beside its type. */
export function input<Schema extends z.ZodType>(
  schema: Schema,
  meta: InputMeta,
): Schema {
  return schema.meta(meta);
}

/**
 * Most accelerators of a pod. A pod is on one node, which has up to 16 of
 * them, or some hundreds when they are shared in slices.
 */
export const MAX_ACCELERATORS_PER_POD = 1_000;

/**
 * Most pods of a group. Kubernetes is made for clusters of up to 5,000 nodes
 * (its documentation, "Considerations for large clusters"), and pods that
 * share a model seldom share a node. The bound also keeps what a preset writes
 * for each pod, such as its address, to a length that an object can have.
 */
export const MAX_PODS_PER_GROUP = 10_000;

/** A whole number from some least one on, up to what there can be at most. */
export function count(min: number, max = INT32_MAX) {
  const error = (issue: { input?: unknown; code?: string }) => {
    if (issue.input === undefined) {
      return undefined;
    }
    return issue.code === 'too_big'
      ? `must be a whole number from ${min} to ${max}`
      : `must be a whole number of ${min} or more`;
  };
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A Kubernetes quantity above zero. */
export function quantity(example: string) {
  return z.string().refine(text => (parseQuantity(text) ?? 0) > 0, {
    error: `must be a quantity above zero, such as ${example}`,
    params: { rule: 'quantity', suggestion: example },
  });
}

/**
 * Text that goes into a command line: no blanks, quotes or dollar signs, so
 * that neither a shell nor Kubernetes finds anything to expand in it.
 */
export function word(example: string) {
  return z.string().regex(/^[\w@/][\w@.:/+=-]*$/, {
    error: `must be letters, digits and ". _ - / : @ + =", such as ${example}`,
  });
}

/** An image with its tag. */
export const image = z
  .string()
  .regex(/^[a-z0-9][\w./:-]*:\w[\w.-]{0,127}(@sha256:[0-9a-f]{64})?$/, {
    error:
      'must be an image with its tag, such as docker.io/vllm/vllm-openai:v0.8.5',
  });
