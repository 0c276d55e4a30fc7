import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Room for the values of any workload, and too little to do harm. */
export const BODY_LIMIT = '1mb';

/**
 * @param what - where the input stands: `body` or `path`
 * @throws InputError naming each field and the rule that it breaks
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  input: unknown,
  what: string,
): T {
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  const issues = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || what}: ${message}`,
  );
  throw new InputError(`Bad request ${what}: ${issues.join('; ')}`);
}

/** DNS label, as Kubernetes names namespaces and workloads. */
const dnsLabel = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be lower-case letters, digits and "-", with a letter or digit at both ends',
  );

/** Path of one workload. */
export const targetSchema = z.object({
  cluster: z.string().min(1),
  namespace: dnsLabel,
  name: dnsLabel,
});

/** Path of an entity, as its full reference in the catalog's spelling. */
export const entityRefSchema = z
  .object({
    kind: z.string().min(1),
    namespace: z.string().min(1),
    name: z.string().min(1),
  })
  .transform(parts => stringifyEntityRef(parts));

const REFERENCES = ['entityRef', 'owner', 'system'] as const;

/**
 * References of a request to entities, each in full where it is given.
 *
 * @throws InputError
 */
export function assertEntityRefs(
  request: Partial<Record<(typeof REFERENCES)[number], string>>,
): void {
  for (const field of REFERENCES) {
    const entityRef = request[field];
    if (entityRef !== undefined) {
      assertEntityRef(field, entityRef);
    }
  }
}

function assertEntityRef(field: string, entityRef: string): void {
  try {
    parseEntityRef(entityRef);
  } catch {
    throw new InputError(
      `${field}: '${entityRef}' is no reference of an entity; write it in full, such as component:default/chat`,
    );
  }
}
