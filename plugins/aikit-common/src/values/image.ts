import { z } from 'zod';
import { fields } from './fields';
import { must, obeys } from './rules/rule';

/** Below this Helm writes a number as it is, and not as 2e+07. */
const MAX_PLAIN_NUMBER = 1e6;

const repository = z
  .string()
  .superRefine(
    must(name => /^[a-z0-9][a-zA-Z0-9._:/-]*$/.test(name), {
      rule: 'image-repository',
      message:
        'must be an image without its tag, such as ghcr.io/kaito-project/aikit/llama3.1: put the tag into tag',
    }),
  )
  .superRefine(
    must(name => /^(.*\/)?[^:/]+$/.test(name), {
      rule: 'image-repository',
      message: 'must not contain the tag: put what follows ":" into tag',
      suggestion: withoutTag,
    }),
  );

function withoutTag(name: string): string {
  return name.replace(/(\/[^/:]*|^[^/:]*):[^/]*$/, '$1');
}

const tag = z
  .union([
    z.string(),
    z.number().lt(MAX_PLAIN_NUMBER, {
      error: issue => `must be a string: write it in quotes, "${issue.input}"`,
    }),
  ])
  .transform(String)
  .superRefine(
    obeys((value, report) => {
      if (!/^\w[\w.-]{0,127}(@sha256:[0-9a-f]{64})?$/.test(value)) {
        report({
          rule: 'image-tag',
          message:
            value === ''
              ? 'must not be empty: the chart would fall back to its own version, which no model image has; give a tag such as 8b'
              : `must be an image tag such as 8b, or 8b@sha256:<digest>, not "${value}"`,
        });
      }
    }),
  );

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'] as const;

/** Empty or absent fields of a role's image fall back to the main image. */
export const roleImage = fields({
  repository: z.union([z.literal(''), repository]).optional(),
  tag: z.union([z.literal(''), tag]).optional(),
  pullPolicy: z.enum([...PULL_POLICIES, '']).optional(),
});

/** The main image. */
export const image = fields({
  repository,
  tag,
  pullPolicy: z.enum(PULL_POLICIES).optional(),
});

/** The image of a role with its tag: the main one, but for what is its own. */
export function imageWithTag(
  main: z.output<typeof image>,
  own: z.output<typeof roleImage> | undefined,
): string {
  return `${own?.repository || main.repository}:${own?.tag || main.tag}`;
}
