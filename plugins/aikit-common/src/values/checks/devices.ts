import { pathOf } from '../effectivePod';
import { parseQuantity } from '../../quantities/quantity';
import { Check, errorAt, once, warningAt } from './check';

/** Two resources that no container can make use of at once. */
interface Exclusive {
  rule: string;
  /** The one that is kept. */
  first: RegExp;
  /** The one that is left out. */
  second: RegExp;
  reason: string;
}

/** A part of a GPU that MIG makes a device of. */
const SLICE = /^nvidia\.com\/mig-/;

const EXCLUSIVE: readonly Exclusive[] = [
  {
    rule: 'mig-with-gpus',
    first: /^nvidia\.com\/gpu(\.shared)?$/,
    second: SLICE,
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
      const resources = Object.keys(limits).filter(name => name.includes('/'));
      if (resources.length < 2) {
        return [];
      }
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

/**
 * A limit in place of the last one; none beside a request, which must be equal
 * to it and would have to change, too.
 */
function fewerSlices(kinds: number, request: unknown): 1 | null | undefined {
  if (request !== undefined) {
    return undefined;
  }
  return kinds > 1 ? null : 1;
}

/**
 * More than one slice of GPUs in a container, of which a process can use one:
 * no tensor parallelism. Several processes that each choose their own slice
 * can use them, so that it is a warning. Source as above.
 */
export const severalSlices: Check = ({ values, pods }) =>
  once(
    pods.flatMap(({ role, values: pod }) => {
      const { limits = {}, requests = {} } = pod.resources ?? {};
      const slices = Object.entries(limits).filter(
        ([resource, amount]) =>
          SLICE.test(resource) && parseQuantity(amount) !== 0,
      );
      const total = slices.reduce(
        (sum, [, amount]) => sum + (parseQuantity(amount) ?? 0),
        0,
      );
      return total > 1
        ? slices.slice(-1).map(([resource, given]) => {
            const suggestion = fewerSlices(slices.length, requests[resource]);
            return warningAt(
              [...pathOf(values, role, 'resources'), 'limits', resource],
              {
                rule: 'mig-slices',
                message: `makes ${total} slices of GPUs in one container, and a CUDA process sees one of them alone: use one larger slice, or more pods with one each`,
                given,
                ...(suggestion !== undefined && { suggestion }),
              },
            );
          })
        : [];
    }),
  );
