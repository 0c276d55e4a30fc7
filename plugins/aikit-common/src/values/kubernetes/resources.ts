import { z } from 'zod';
import { fields } from '../fields';
import { obeys } from '../rules/rule';
import {
  BrokenAmount,
  hugePagesIssue,
  isHugePages,
  ResourceAmounts,
} from './hugePages';
import { MAX_QUANTITY_LENGTH, parseQuantity } from '../../quantities/quantity';

const NATIVE = /^(cpu|memory|ephemeral-storage)$/;

const EXTENDED =
  /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Whether a resource is counted in whole devices, such as `nvidia.com/gpu`. */
function isExtended(resource: string): boolean {
  return EXTENDED.test(resource) && !/(^|\.)kubernetes\.io\//.test(resource);
}

/** An amount of something, such as `500m`, `8Gi` or `2`. */
export const quantity = z
  .union([z.string(), z.number()], {
    error: issue =>
      issue.input === undefined ? undefined : 'must be a quantity such as 8Gi',
  })
  .superRefine(
    obeys((value, report) => {
      if ((parseQuantity(value) ?? -1) < 0) {
        report({
          rule: 'quantity',
          message:
            String(value).length > MAX_QUANTITY_LENGTH
              ? `must be a quantity of at most ${MAX_QUANTITY_LENGTH} characters, such as 2, 500m or 8Gi`
              : `must be a quantity such as 2, 500m or 8Gi, not "${value}"`,
          suggestion: nearestQuantity(value),
        });
      }
    }),
  );

/** What was meant by `8GB`, `8 gib` or `-1`; undefined when it is no amount. */
function nearestQuantity(text: unknown): string | undefined {
  const [, digits, unit = ''] =
    /^-?(\d+(?:\.\d+)?)\s*([kmgtpe]?)i?b?$/i.exec(String(text).trim()) ?? [];
  const binary = unit && `${unit.toLocaleUpperCase('en-US')}i`;
  return digits && `${digits}${binary}`;
}

type Quantities = Record<string, string | number>;

function nameIssue(resource: string): BrokenAmount | undefined {
  if (
    NATIVE.test(resource) ||
    isHugePages(resource) ||
    EXTENDED.test(resource)
  ) {
    return undefined;
  }
  return {
    rule: 'resource-name',
    message: /gpu/i.test(resource)
      ? 'is no resource name: did you mean nvidia.com/gpu?'
      : 'is no resource name: use cpu, memory, ephemeral-storage, hugepages-<size>, or a name with a domain such as nvidia.com/gpu',
    suggestion: null,
  };
}

/** Source of the rules: "Extended resources" in Kubernetes' documentation. */
function deviceIssue(
  resource: string,
  { request, asked, limit, most }: ResourceAmounts,
): BrokenAmount | undefined {
  const parts = [most, asked].find(
    value => value !== undefined && value % 1 !== 0,
  );
  if (parts !== undefined) {
    return {
      rule: 'whole-devices',
      section: parts === most ? 'limits' : 'requests',
      message: `${resource} is counted in whole devices: give a whole number (for a part of a GPU use a MIG or time-slicing resource of the cluster)`,
      suggestion: Math.ceil(parts),
    };
  }
  if (most === undefined) {
    return {
      rule: 'device-limit',
      message: `${resource} needs a limit, because devices are never overcommitted: write it under limits`,
      suggestion: null,
    };
  }
  if (asked !== undefined && asked !== most) {
    return {
      rule: 'device-request',
      section: 'requests',
      message: `${resource} is requested ${request} times and limited to ${limit}, and the two must be equal for devices: leave the request out`,
      suggestion: null,
    };
  }
  return undefined;
}

/** How much a quantity is; NaN for what is none. */
function amount(value: string | number | undefined): number | undefined {
  return value === undefined ? undefined : parseQuantity(value) ?? NaN;
}

/** What is wrong with a request next to its limit. */
function pairIssue(
  resource: string,
  request: string | number | undefined,
  limit: string | number | undefined,
  hasMemory: boolean,
): BrokenAmount | undefined {
  const asked = amount(request);
  const most = amount(limit);
  // What is no quantity at all has an issue of its own.
  if (Number.isNaN(asked) || Number.isNaN(most)) {
    return undefined;
  }
  if (isExtended(resource)) {
    return deviceIssue(resource, { request, asked, limit, most });
  }
  if (isHugePages(resource)) {
    const amounts = { request, asked, limit, most };
    return hugePagesIssue(resource, amounts, hasMemory);
  }
  return asked !== undefined && most !== undefined && asked > most
    ? {
        rule: 'request-within-limit',
        message: `${resource} is requested with ${request}, which is more than its limit of ${limit}: raise the limit or lower the request`,
        suggestion: request,
      }
    : undefined;
}

/**
 * Resources of a container.
 *
 * Source of the rules: "Managing Resources for Containers" in the
 * documentation of Kubernetes.
 */
export const resources = fields({
  limits: z.record(z.string(), quantity).optional(),
  requests: z.record(z.string(), quantity).optional(),
}).superRefine(
  obeys((value, report) => {
    const limits: Quantities = value.limits ?? {};
    const requests: Quantities = value.requests ?? {};
    const hasMemory = ['cpu', 'memory'].some(
      resource =>
        Object.hasOwn(limits, resource) || Object.hasOwn(requests, resource),
    );
    for (const resource of new Set([
      ...Object.keys(limits),
      ...Object.keys(requests),
    ])) {
      const broken =
        nameIssue(resource) ??
        pairIssue(
          resource,
          own(requests, resource),
          own(limits, resource),
          hasMemory,
        );
      if (broken) {
        const { section, ...rule } = broken;
        const first = Object.hasOwn(limits, resource) ? 'limits' : 'requests';
        report({ ...rule, path: [section ?? first, resource] });
      }
    }
  }),
);

function own(quantities: Quantities, resource: string) {
  return Object.hasOwn(quantities, resource) ? quantities[resource] : undefined;
}
