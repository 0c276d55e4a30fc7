import { z } from 'zod';
import { fields } from '../fields';
import { parseQuantity } from './quantity';

const NATIVE = /^(cpu|memory|ephemeral-storage|hugepages-\d+[KMG]i)$/;

const EXTENDED =
  /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Whether a resource is counted in whole devices, such as `nvidia.com/gpu`. */
function isExtended(resource: string): boolean {
  return EXTENDED.test(resource) && !/(^|\.)kubernetes\.io\//.test(resource);
}

const quantity = z
  .union([z.string(), z.number()], {
    error: issue =>
      issue.input === undefined ? undefined : 'must be a quantity such as 8Gi',
  })
  .refine(value => (parseQuantity(value) ?? -1) >= 0, {
    error: issue =>
      `must be a quantity such as 2, 500m or 8Gi, not "${issue.input}"`,
  });

type Quantities = Record<string, string | number>;

function nameIssue(resource: string): string | undefined {
  if (NATIVE.test(resource) || EXTENDED.test(resource)) {
    return undefined;
  }
  return /gpu/i.test(resource)
    ? 'is no resource name: did you mean nvidia.com/gpu?'
    : 'is no resource name: use cpu, memory, ephemeral-storage, hugepages-<size>, or a name with a domain such as nvidia.com/gpu';
}

function deviceIssue(
  resource: string,
  request: string | number | undefined,
  limit: string | number | undefined,
): string | undefined {
  const [asked, most] = [request, limit].map(value =>
    value === undefined ? undefined : parseQuantity(value),
  );
  if ([asked, most].some(value => value !== undefined && value % 1 !== 0)) {
    return `${resource} is counted in whole devices: give a whole number (for a part of a GPU use a MIG or time-slicing resource of the cluster)`;
  }
  if (most === undefined) {
    return `${resource} needs a limit, because devices are never overcommitted: write it under limits`;
  }
  if (asked !== undefined && asked !== most) {
    return `${resource} is requested ${request} times and limited to ${limit}, and the two must be equal for devices: leave the request out`;
  }
  return undefined;
}

/** Issues of a request next to its limit, by resource name. */
function pairIssue(
  resource: string,
  request: string | number | undefined,
  limit: string | number | undefined,
): string | undefined {
  if (isExtended(resource)) {
    return deviceIssue(resource, request, limit);
  }
  if (request === undefined || limit === undefined) {
    return undefined;
  }
  return (parseQuantity(request) ?? 0) > (parseQuantity(limit) ?? 0)
    ? `${resource} is requested with ${request}, which is more than its limit of ${limit}: raise the limit or lower the request`
    : undefined;
}

/**
 * Resources of a container.
 *
 * Source of the rules: "Managing Resources for Containers" and "Extended
 * resources" in the documentation of Kubernetes.
 */
export const resources = fields({
  limits: z.record(z.string(), quantity).optional(),
  requests: z.record(z.string(), quantity).optional(),
}).superRefine((value, context) => {
  const limits: Quantities = value.limits ?? {};
  const requests: Quantities = value.requests ?? {};
  for (const [section, quantities] of Object.entries({ limits, requests })) {
    for (const resource of Object.keys(quantities)) {
      const message =
        nameIssue(resource) ??
        (section === 'limits' || !Object.hasOwn(limits, resource)
          ? pairIssue(resource, own(requests, resource), own(limits, resource))
          : undefined);
      if (message) {
        context.addIssue({
          code: 'custom',
          path: [section, resource],
          message,
        });
      }
    }
  }
});

function own(quantities: Quantities, resource: string) {
  return Object.hasOwn(quantities, resource) ? quantities[resource] : undefined;
}
