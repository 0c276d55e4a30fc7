import { parseQuantity } from '../../quantities/quantity';
import type { Broken } from '../issues';

/** What a container asks for of one resource, as it is written and in numbers. */
export interface ResourceAmounts {
  request?: string | number;
  /** The request in the base unit; undefined for none. */
  asked?: number;
  limit?: string | number;
  /** The limit in the base unit; undefined for none. */
  most?: number;
}

/** What is wrong with one resource, and in which of the two maps. */
export type BrokenAmount = Omit<Broken, 'path'> & {
  /** Default: `limits` where the resource has one, else `requests`. */
  section?: 'limits' | 'requests';
};

const HUGE_PAGES = /^hugepages-(\d+)([KMG]i)$/;

/** Whether a resource is memory in pages of one size, as `hugepages-2Mi` is. */
export function isHugePages(resource: string): boolean {
  return HUGE_PAGES.test(resource);
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
 * What is wrong with an amount of huge pages. The node sets them aside, so
 * that no pod can have more or fewer than it asked for.
 *
 * @param hasMemory - whether the container asks for CPU or memory, too
 *
 * Source of the rules: `validateResourceRequirements` and
 * `IsHugePageResourceValueDivisible` in Kubernetes.
 */
export function hugePagesIssue(
  resource: string,
  { request, asked, limit, most }: ResourceAmounts,
  hasMemory: boolean,
): BrokenAmount | undefined {
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
  if (most === undefined) {
    return {
      rule: 'huge-pages-limit',
      message: `${resource} needs a limit, because huge pages are never overcommitted: write it under limits`,
      suggestion: null,
    };
  }
  if (asked !== undefined && asked !== most) {
    return {
      rule: 'huge-pages-request',
      section: 'requests',
      message: `${resource} is requested with ${request} and limited to ${limit}, and the two must be equal for huge pages: leave the request out`,
      suggestion: null,
    };
  }
  return hasMemory
    ? undefined
    : {
        rule: 'huge-pages-memory',
        message: `${resource} needs cpu or memory beside it, and the container asks for neither: add one of them`,
        suggestion: null,
      };
}
