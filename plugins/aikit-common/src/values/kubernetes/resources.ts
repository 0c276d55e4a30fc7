import { z } from 'zod';
import { fields } from '../fields';
import type { Broken } from '../issues';
import { obeys } from '../rules/rule';
import { MAX_QUANTITY_LENGTH, parseQuantity } from '../../quantities/quantity';

const NATIVE = /^(cpu|memory|ephemeral-storage)$/;

/** Memory in pages of one size. */
const HUGE_PAGES = /^hugepages-(\d+)([KMG]i)$/;

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

/** What a container asks for of one resource, as it is written and in numbers. */
interface ResourceAmounts {
  request?: string | number;
  /** The request in the base unit; undefined for none. */
  asked?: number;
  limit?: string | number;
  /** The limit in the base unit; undefined for none. */
  most?: number;
}

/** What is wrong with one resource, and in which of the two maps. */
type BrokenAmount = Omit<Broken, 'path'> & {
  /** Default: `limits` where the resource has one, else `requests`. */
  section?: 'limits' | 'requests';
};

function nameIssue(resource: string): BrokenAmount | undefined {
  if (
    NATIVE.test(resource) ||
    HUGE_PAGES.test(resource) ||
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

/** A node sets it aside for a container, which has just what it asked for. */
function setAsideIssue(
  resource: string,
  { request, asked, limit, most }: ResourceAmounts,
  kind: 'device' | 'huge-pages',
): BrokenAmount | undefined {
  const ofDevices = kind === 'device';
  const noun = ofDevices ? 'devices' : 'huge pages';
  if (most === undefined) {
    return {
      rule: `${kind}-limit`,
      message: `${resource} needs a limit, because ${noun} are never overcommitted: write it under limits`,
      suggestion: null,
    };
  }
  const requested = ofDevices ? `${request} times` : `with ${request}`;
  return asked !== undefined && asked !== most
    ? {
        rule: `${kind}-request`,
        section: 'requests',
        message: `${resource} is requested ${requested} and limited to ${limit}, and the two must be equal for ${noun}: leave the request out`,
        suggestion: null,
      }
    : undefined;
}

/** Source of the rules: "Extended resources" in Kubernetes' documentation. */
function deviceIssue(
  resource: string,
  amounts: ResourceAmounts,
): BrokenAmount | undefined {
  const { asked, most } = amounts;
  const parts = [most, asked].find(
    value => value !== undefined && value % 1 !== 0,
  );
  return parts === undefined
    ? setAsideIssue(resource, amounts, 'device')
    : {
        rule: 'whole-devices',
        section: parts === most ? 'limits' : 'requests',
        message: `${resource} is counted in whole devices: give a whole number (for a part of a GPU use a MIG or time-slicing resource of the cluster)`,
        suggestion: Math.ceil(parts),
      };
}

/** The smallest whole number of pages that holds an amount, as a quantity. */
function wholePages(resource: string, amount: number): string | undefined {
  const [, digits, unit] = HUGE_PAGES.exec(resource) ?? [];
  const page = parseQuantity(`${digits}${unit}`) ?? 0;
  return page > 0
    ? `${Math.ceil(amount / page) * Number(digits)}${unit}`
    : undefined;
}

function isWhole(resource: string, amount: number): boolean {
  const whole = wholePages(resource, amount);
  // The API server rounds an amount up to whole bytes before it divides.
  return whole !== undefined && parseQuantity(whole) === Math.ceil(amount);
}

/**
 * Source of the rules: `validateResourceRequirements` and
 * `IsHugePageResourceValueDivisible` in Kubernetes.
 *
 * @param hasMemory - whether the container asks for CPU or memory, too
 */
function hugePagesIssue(
  resource: string,
  amounts: ResourceAmounts,
  hasMemory: boolean,
): BrokenAmount | undefined {
  const { asked, most } = amounts;
  const parts = [most, asked].find(
    amount => amount !== undefined && !isWhole(resource, amount),
  );
  if (parts !== undefined) {
    return {
      rule: 'whole-pages',
      section: parts === most ? 'limits' : 'requests',
      message: `${resource} must be a multiple of the size of its pages: round it up`,
      suggestion: wholePages(resource, parts) ?? null,
    };
  }
  const broken = setAsideIssue(resource, amounts, 'huge-pages');
  return broken || hasMemory
    ? broken
    : {
        rule: 'huge-pages-memory',
        message: `${resource} needs cpu or memory beside it, and the container asks for neither: add one of them`,
        suggestion: null,
      };
}

/** How much a quantity is; NaN for what is none. */
function amountOf(value: string | number | undefined): number | undefined {
  return value === undefined ? undefined : parseQuantity(value) ?? NaN;
}

/** What is wrong with a request next to its limit. */
function pairIssue(
  resource: string,
  request: string | number | undefined,
  limit: string | number | undefined,
  hasMemory: boolean,
): BrokenAmount | undefined {
  const asked = amountOf(request);
  const most = amountOf(limit);
  // What is no quantity at all has an issue of its own.
  if (Number.isNaN(asked) || Number.isNaN(most)) {
    return undefined;
  }
  const amounts = { request, asked, limit, most };
  if (isExtended(resource)) {
    return deviceIssue(resource, amounts);
  }
  if (HUGE_PAGES.test(resource)) {
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
