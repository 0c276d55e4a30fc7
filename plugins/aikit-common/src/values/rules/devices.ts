import { parseQuantity } from '../../quantities/quantity';
import { pathOf } from '../effectivePod';
import type { ValuesRule } from './checked';

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

/** The resources that a pod asks for more than none of. */
function asked(limits: Record<string, string | number> = {}) {
  return Object.keys(limits).filter(name => parseQuantity(limits[name]) !== 0);
}

/**
 * Devices in one container that exclude each other. Sources: NVIDIA's "MIG
 * User Guide" (CUDA device enumeration), AWS's Neuron device plugin.
 */
export const exclusiveDevices: ValuesRule = ({ values, pods }, report) => {
  for (const { role, values: pod } of pods) {
    const resources = asked(pod.resources?.limits);
    for (const { rule, first, second, reason } of EXCLUSIVE) {
      const kept = resources.find(resource => first.test(resource));
      for (const other of kept ? resources.filter(r => second.test(r)) : []) {
        report({
          rule,
          path: [...pathOf(values, role, 'resources'), 'limits', other],
          message: `must not stand beside ${kept} in one container, because ${reason}: leave one of them out`,
          suggestion: null,
        });
      }
    }
  }
};

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
export const severalSlices: ValuesRule = ({ values, pods }, report) => {
  for (const { role, values: pod } of pods) {
    const { limits = {}, requests = {} } = pod.resources ?? {};
    const slices = asked(limits).filter(resource => SLICE.test(resource));
    const total = slices.reduce(
      (sum, resource) => sum + (parseQuantity(limits[resource]) ?? 0),
      0,
    );
    const last = slices.at(-1);
    if (last !== undefined && total > 1) {
      report({
        rule: 'mig-slices',
        severity: 'warning',
        path: [...pathOf(values, role, 'resources'), 'limits', last],
        message: `makes ${total} slices of GPUs in one container, and a CUDA process sees one of them alone: use one larger slice, or more pods with one each`,
        suggestion: fewerSlices(slices.length, requests[last]),
      });
    }
  }
};
