import { z } from 'zod';
import { fields } from '../fields';

const keyRef = fields({
  name: z.string(),
  key: z.string(),
  optional: z.boolean().optional(),
});

const SOURCES = [
  'secretKeyRef',
  'configMapKeyRef',
  'fieldRef',
  'resourceFieldRef',
] as const;

const valueFrom = fields({
  secretKeyRef: keyRef.optional(),
  configMapKeyRef: keyRef.optional(),
  fieldRef: fields({
    apiVersion: z.string().optional(),
    fieldPath: z.string(),
  }).optional(),
  resourceFieldRef: fields({
    containerName: z.string().optional(),
    resource: z.string(),
    divisor: z.union([z.string(), z.number()]).optional(),
  }).optional(),
}).refine(
  source => SOURCES.filter(key => source[key] !== undefined).length === 1,
  { error: `must have exactly one of ${SOURCES.join(', ')}` },
);

/** One environment variable of a container. */
export const envVar = fields({
  name: z.string().regex(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/, {
    error:
      'must be a variable name: letters, digits, "_", "-" and ".", not starting with a digit',
  }),
  value: z.string().optional(),
  valueFrom: valueFrom.optional(),
}).refine(entry => entry.value === undefined || entry.valueFrom === undefined, {
  error: 'must have value or valueFrom, not both',
});
