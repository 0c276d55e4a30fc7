import { z } from 'zod';
import { breakRule } from './rule';

const BYTE = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IP_V4 = new RegExp(`^${BYTE}(\\.${BYTE}){3}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;

interface Range {
  /** The address in bits, `0` and `1`. */
  bits: string;
  length: number;
}

function bits(parts: number[], width: number): string {
  return parts.map(part => part.toString(2).padStart(width, '0')).join('');
}

/** The eight groups of an IPv6 address; undefined for other text. */
function groups(address: string): number[] | undefined {
  const halves = address.split('::');
  const [head, tail = []] = halves.map(half => (half ? half.split(':') : []));
  const missing = 8 - head.length - tail.length;
  const whole =
    halves.length === 2
      ? [...head, ...Array<string>(Math.max(missing, 0)).fill('0'), ...tail]
      : head;
  const written = halves.length === 2 ? missing > 0 : halves.length === 1;
  return written && whole.length === 8 && whole.every(part => GROUP.test(part))
    ? whole.map(part => parseInt(part, 16))
    : undefined;
}

function readAddress(address: string): string | undefined {
  if (IP_V4.test(address) && !/(^|\.)0\d/.test(address)) {
    return bits(address.split('.').map(Number), 8);
  }
  const parts = groups(address);
  return parts && bits(parts, 16);
}

function readRange(text: string): Range | undefined {
  const [, address, length] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const read = address === undefined ? undefined : readAddress(address);
  return read !== undefined && Number(length) <= read.length
    ? { bits: read, length: Number(length) }
    : undefined;
}

/** One address as a range of its own. */
function suggestion(text: string): string | undefined {
  if (IP_V4.test(text)) {
    return `${text}/32`;
  }
  return readAddress(text) === undefined ? undefined : `${text}/128`;
}

/** A range of IP addresses such as `10.0.0.0/8` or `fd00::/8`. */
export const cidr = z.string().superRefine((text, context) => {
  if (!readRange(text)) {
    breakRule(context, {
      rule: 'cidr',
      message:
        'must be a range of IP addresses such as 10.0.0.0/8; one address is a range of length 32',
      suggestion: suggestion(text),
    });
  }
});

/** Whether a range is smaller than another one, and inside of it. */
export function contains(outer: string, inner: string): boolean {
  const [whole, part] = [outer, inner].map(readRange);
  return Boolean(
    whole &&
      part &&
      whole.bits.length === part.bits.length &&
      part.length > whole.length &&
      part.bits.startsWith(whole.bits.slice(0, whole.length)),
  );
}
