import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import { open, Refusal, refusalsOf, rendered } from './refusal';

const POLICY = {
  networkPolicy: { enabled: true, from: [{ podSelector: {} }] },
};

const policy = refusalsOf('NetworkPolicy', POLICY);

type Ingresses = { spec: { ingress: ValuesMap[] } };

function peer(what: string, given: ValuesMap, field: string): Refusal {
  return policy(
    what,
    { networkPolicy: { from: [given] } },
    () => {
      const { spec } = rendered(
        'NetworkPolicy',
        POLICY,
      ) as unknown as Ingresses;
      const last = spec.ingress.length - 1;
      return {
        spec: {
          ingress: spec.ingress.map((entry, index) =>
            index === last ? { ...entry, from: [given] } : entry,
          ),
        },
      };
    },
    `networkPolicy.from[0]${field}`,
  );
}

/** Network policies. */
export const POLICIES: Refusal[] = [
  open(
    peer(
      'a block of addresses that is none',
      { ipBlock: { cidr: '10.0.0.0/40' } },
      '.ipBlock.cidr',
    ),
  ),
  peer(
    'an exception outside of its block',
    { ipBlock: { cidr: '10.0.0.0/8', except: ['192.168.0.0/16'] } },
    '.ipBlock.except[0]',
  ),
  open(
    peer(
      'a peer that is pods and addresses',
      { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} },
      '',
    ),
  ),
  open(peer('a peer that is nobody', {}, '')),
  peer(
    'a selector with an unknown operator',
    {
      podSelector: {
        matchExpressions: [{ key: 'a', operator: 'Is', values: ['b'] }],
      },
    },
    '.podSelector.matchExpressions[0].operator',
  ),
  peer(
    'a selector of none of no values',
    { namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
    '.namespaceSelector.matchExpressions[0]',
  ),
];
