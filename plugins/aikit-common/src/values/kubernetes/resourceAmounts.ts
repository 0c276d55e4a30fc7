import type { BrokenRule } from '../rule';

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
export type BrokenAmount = Omit<BrokenRule, 'path'> & {
  /** Default: `limits` where the resource has one, else `requests`. */
  section?: 'limits' | 'requests';
};
