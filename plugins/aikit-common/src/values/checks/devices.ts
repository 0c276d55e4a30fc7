import { pathOf } from '../effectivePod';
import { parseQuantity } from '../kubernetes/quantity';
import { Check, errorAt, once } from './check';

/** Two resources that no container can make use of at once. */
interface Exclusive {
  rule: string;
  /** The one that is kept. */
  first: RegExp;
  /** The one that is left out. */
  second: RegExp;
  reason: string;
}

const EXCLUSIVE: readonly Exclusive[] = [
  {
    rule: 'mig-with-gpus',
    first: /^nvidia\.com\/gpu(\.shared)?$/,
    second: /^nvidia\.com\/mig-/,
    reason: 'CUDA sees either whole GPUs or one slice of one, never both',
  },
  {
    rule: 'neuron-with-cores',
    first: /^aws\.amazon\.com\/neuron(device)?$/,
    second: /^aws\.amazon\.com\/neuroncore$/,
    reason: 'they are the same silicon, counted in chips and in cores',
  },
];

/**
 * Devices in one container that exclude each other. Sources: NVIDIA's "MIG
 * User Guide" (CUDA device enumeration), AWS's Neuron device plugin.
 */
export const exclusiveDevices: Check = ({ values, pods }) =>
  once(
    pods.flatMap(({ role, values: pod }) => {
      const limits = pod.resources?.limits ?? {};
      const resources = Object.keys(limits);
      const isAsked = (resource: string) =>
        parseQuantity(limits[resource]) !== 0;
      return EXCLUSIVE.flatMap(({ rule, first, second, reason }) => {
        const others = resources.filter(resource => second.test(resource));
        const kept =
          others.length > 0 &&
          resources.find(resource => first.test(resource) && isAsked(resource));
        return others
          .filter(resource => kept && isAsked(resource))
          .map(resource =>
            errorAt(
              [...pathOf(values, role, 'resources'), 'limits', resource],
              {
                rule,
                message: `must not stand beside ${kept} in one container, because ${reason}: leave one of them out`,
                given: limits[resource],
                suggestion: null,
              },
            ),
          );
      });
    }),
  );
