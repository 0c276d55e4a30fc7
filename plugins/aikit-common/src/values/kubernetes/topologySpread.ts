import { z } from 'zod';
import { fields } from '../fields';
import { must, obeys, unique } from '../rules/rule';
import { INT32_MAX, qualifiedName, wholeNumber } from '../scalars';
import { labelSelector } from './scheduling';

const nodePolicy = z.enum(['Honor', 'Ignore']).optional();

const constraint = fields({
  maxSkew: wholeNumber(1, INT32_MAX),
  minDomains: wholeNumber(1, INT32_MAX).optional(),
  topologyKey: qualifiedName,
  whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']),
  labelSelector: labelSelector.optional(),
  matchLabelKeys: z.array(qualifiedName).optional(),
  nodeAffinityPolicy: nodePolicy,
  nodeTaintsPolicy: nodePolicy,
})
  .superRefine(
    must(
      ({ minDomains, whenUnsatisfiable }) =>
        minDomains === undefined || whenUnsatisfiable === 'DoNotSchedule',
      {
        rule: 'min-domains',
        path: ['minDomains'],
        message:
          'has a meaning with whenUnsatisfiable DoNotSchedule only: leave it out, or use that',
        suggestion: null,
      },
    ),
  )
  .superRefine(
    must(
      value => !value.matchLabelKeys?.length || Boolean(value.labelSelector),
      {
        rule: 'match-label-keys',
        path: ['matchLabelKeys'],
        message:
          'adds to a labelSelector, and there is none: give one, or leave it out',
        suggestion: null,
      },
    ),
  );

/** How pods are spread over zones, nodes or racks. */
export const topologySpreadConstraints = z.array(constraint).superRefine(
  obeys(
    unique(
      ({ topologyKey, whenUnsatisfiable }) =>
        `${topologyKey} ${whenUnsatisfiable}`,
      {
        rule: 'unique-topology-spread',
        message:
          'has the topologyKey and whenUnsatisfiable of an earlier entry: keep one of them',
      },
    ),
  ),
);
