import { z } from 'zod';
import { fields } from './fields';
import { cidr, contains } from './cidr';
import { labelSelector } from './kubernetes/scheduling';
import { breakRule } from './rule';

const ipBlock = fields({
  cidr,
  except: z.array(cidr).optional(),
}).superRefine((value, context) =>
  value.except?.forEach((part, index) => {
    if (!contains(value.cidr, part)) {
      breakRule(context, {
        rule: 'cidr-except',
        path: ['except', index],
        message: `must be a smaller part of ${value.cidr}: leave it out, or widen cidr`,
        suggestion: null,
      });
    }
  }),
);

const peer = fields({
  podSelector: labelSelector.optional(),
  namespaceSelector: labelSelector.optional(),
  ipBlock: ipBlock.optional(),
}).superRefine((value, context) => {
  const bySelector = value.podSelector ?? value.namespaceSelector;
  if (Boolean(bySelector) === Boolean(value.ipBlock)) {
    breakRule(context, {
      rule: 'network-policy-peer',
      message:
        'must have podSelector, namespaceSelector or both, or else ipBlock alone: write two entries for two kinds of peer',
    });
  }
});

/**
 * Who may send requests to the workload; its own pods always may, and they
 * alone at other ports than `http`. Source of the rules: the validation of
 * `networking.k8s.io/v1` in Kubernetes.
 */
export const networkPolicy = fields({
  enabled: z.boolean().optional(),
  from: z
    .array(peer)
    .superRefine((peers, context) => {
      if (peers.length === 0) {
        breakRule(context, {
          rule: 'network-policy-from',
          message:
            'must not be empty, because to Kubernetes an empty list is everybody: leave it out to mean that, or name who may',
          suggestion: null,
        });
      }
    })
    .optional(),
});
