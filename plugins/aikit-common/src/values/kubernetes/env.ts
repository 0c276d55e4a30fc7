import { z } from 'zod';
import { fields, oneOf } from '../fields';
import { objectName } from '../names';
import { must, nextName, obeys, unique } from '../rules/rule';
import { fieldRef, keyRef, resourceFieldRef } from './references';

const sources = {
  secretKeyRef: keyRef.optional(),
  configMapKeyRef: keyRef.optional(),
  fieldRef: fieldRef.optional(),
  resourceFieldRef: resourceFieldRef.optional(),
};

const valueFrom = oneOf(sources, {});

/** A variable name of what is allowed of a text. */
function nearestVariable(text: unknown): string {
  return String(text)
    .replace(/[^-._a-zA-Z0-9]+/g, '_')
    .replace(/^(?=\d|$)/, '_');
}

/** One environment variable of a container. */
export const envVar = fields({
  name: z.string().superRefine(
    must(name => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name), {
      rule: 'env-name',
      message:
        'must be a variable name: letters, digits, "_", "-" and ".", not starting with a digit',
      suggestion: nearestVariable,
    }),
  ),
  value: z.string().optional(),
  valueFrom: valueFrom.optional(),
}).superRefine(
  must(entry => entry.value === undefined || entry.valueFrom === undefined, {
    rule: 'one-source',
    message: 'must have value or valueFrom, not both',
    suggestion: (entry: object) => ({ ...entry, valueFrom: null }),
  }),
);

/**
 * Variables of a container. The name is an entry's key in server-side apply,
 * so two entries of one name cannot be submitted.
 */
export const env = z.array(envVar).superRefine(
  obeys(
    unique(({ name }) => name, {
      rule: 'unique-env-names',
      path: ['name'],
      message: 'is set by an earlier entry: keep one of them',
      suggestion: nextName('_'),
    }),
  ),
);

const envSource = fields({
  name: objectName,
  optional: z.boolean().optional(),
}).optional();

const envSources = { configMapRef: envSource, secretRef: envSource };

const prefix = z
  .string()
  .superRefine(
    must(text => !text.includes('='), {
      rule: 'env-prefix',
      message: 'must not contain "="',
      suggestion: (text: string) => text.replaceAll('=', '_'),
    }),
  )
  .optional();

/** Variables that a container gets from all keys of a Secret or ConfigMap. */
export const envFrom = z.array(oneOf(envSources, { prefix }));
