import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { fields } from './fields';
import { labelSelector } from './kubernetes/scheduling';
import { must, obeys } from './rules/rule';

/**
 * A range of IP addresses as Kubernetes reads it; undefined for other text,
 * also for what ipaddr.js takes beside: octal numbers, short forms and zones.
 */
function readRange(text: string) {
  return ipaddr.IPv4.isValidCIDRFourPartDecimal(text) ||
    (ipaddr.IPv6.isValidCIDR(text) && !/[%.]/.test(text))
    ? ipaddr.parseCIDR(text)
    : undefined;
}

/** A range of IP addresses such as `10.0.0.0/8` or `fd00::/8`. */
export const cidr = z.string().superRefine(
  must(text => Boolean(readRange(text)), {
    rule: 'cidr',
    message:
      'must be a range of IP addresses such as 10.0.0.0/8; one address is a range of length 32',
    suggestion: (text: string) => [`${text}/128`, `${text}/32`].find(readRange),
  }),
);

/** Whether a range is smaller than another one, and inside of it. */
export function contains(outer: string, inner: string): boolean {
  const [whole, part] = [outer, inner].map(readRange);
  return Boolean(
    whole &&
      part &&
      whole[0].kind() === part[0].kind() &&
      part[1] > whole[1] &&
      part[0].match(whole),
  );
}

const ipBlock = fields({
  cidr,
  except: z.array(cidr).optional(),
}).superRefine(
  obeys((value, report) =>
    value.except?.forEach((part, index) => {
      if (!contains(value.cidr, part)) {
        report({
          rule: 'cidr-except',
          path: ['except', index],
          message: `must be a smaller part of ${value.cidr}: leave it out, or widen cidr`,
          suggestion: null,
        });
      }
    }),
  ),
);

const peer = fields({
  podSelector: labelSelector.optional(),
  namespaceSelector: labelSelector.optional(),
  ipBlock: ipBlock.optional(),
}).superRefine(
  must(
    ({ podSelector, namespaceSelector, ipBlock: block }) =>
      Boolean(podSelector ?? namespaceSelector) !== Boolean(block),
    {
      rule: 'network-policy-peer',
      message:
        'must have podSelector, namespaceSelector or both, or else ipBlock alone: write two entries for two kinds of peer',
    },
  ),
);

/**
 * Who may send requests to the workload; its own pods always may, and they
 * alone at other ports than `http`. Source of the rules: the validation of
 * `networking.k8s.io/v1` in Kubernetes.
 */
export const networkPolicy = fields({
  enabled: z.boolean().optional(),
  from: z
    .array(peer)
    .superRefine(
      must(peers => peers.length > 0, {
        rule: 'network-policy-from',
        message:
          'must not be empty, because to Kubernetes an empty list is everybody: leave it out to mean that, or name who may',
        suggestion: null,
      }),
    )
    .optional(),
});
