import type { ValueIssue } from '../../api/contract';
import { isAccelerator } from '../../accelerators/resources';
import { AikitModel, aikitModelOf } from '../../presets/models';
import { effectivePod, pathOf, Role } from '../effectivePod';
import { canonicalQuantity } from '../kubernetes/canonicalQuantity';
import { parseQuantity } from '../kubernetes/quantity';
import type { AikitValues } from '../schema';
import { Check, warningAt } from './check';

const GIBI = 2 ** 30;

/** The model in the image of the pod that answers requests. */
function servedModel(values: AikitValues): AikitModel | undefined {
  const lws = values.leaderWorkerSet;
  const own = lws?.enabled ? lws.leader.image : undefined;
  const repository = own?.repository || values.image.repository;
  const tag = (own?.tag || values.image.tag).split('@')[0];
  return aikitModelOf(`${repository}:${tag}`);
}

function limits(values: AikitValues, role: Role | undefined) {
  return effectivePod(values, role).resources?.limits ?? {};
}

/** How often there is a pod of each kind in one group. */
function podsOfGroup(values: AikitValues): [Role | undefined, number][] {
  const lws = values.leaderWorkerSet;
  return lws?.enabled
    ? [
        ['leader', 1],
        ['worker', (lws.leaderWorkerTemplate.size ?? 1) - 1],
      ]
    : [[undefined, 1]];
}

/** What a group may take of the nodes' memory; undefined for no limit. */
function groupMemory(values: AikitValues): number | undefined {
  return podsOfGroup(values)
    .filter(([, count]) => count > 0)
    .map(([role, count]) => {
      const { memory } = limits(values, role);
      return memory === undefined
        ? undefined
        : count * (parseQuantity(memory) ?? 0);
    })
    .reduce((sum, memory) =>
      sum === undefined || memory === undefined ? undefined : sum + memory,
    );
}

function hasAccelerator(values: AikitValues): boolean {
  return podsOfGroup(values).some(([role]) =>
    Object.entries(limits(values, role)).some(
      ([resource, quantity]) =>
        isAccelerator(resource) && parseQuantity(quantity) !== 0,
    ),
  );
}

/** Memory of the MIG slices that the name of their resource tells, in GB. */
function sliceMemory(resource: string): number | undefined {
  const [, gigabytes] = /^nvidia\.com\/mig-\d+g\.(\d+)gb/.exec(resource) ?? [];
  return gigabytes === undefined ? undefined : Number(gigabytes);
}

function tooSmallSlices(
  values: AikitValues,
  role: Role | undefined,
  model: AikitModel,
): ValueIssue[] {
  return Object.entries(limits(values, role)).flatMap(
    ([resource, quantity]) => {
      const memory = sliceMemory(resource);
      return memory !== undefined &&
        parseQuantity(quantity) !== 0 &&
        memory < model.memoryGiB
        ? [
            warningAt(
              [...pathOf(values, role, 'resources'), 'limits', resource],
              {
                rule: 'model-memory',
                message: `has ${memory} GB of memory, and ${model.title} ${model.parameters} takes about ${model.memoryGiB} GiB, which one slice must hold: use a larger slice or a smaller model`,
                given: quantity,
              },
            ),
          ]
        : [];
    },
  );
}

/**
 * Memory below what the model needs, as far as it is known: for AIKit's own
 * images. On CPUs the limits of a group's containers count together; the
 * memory of whole GPUs does not show in the values.
 */
export const modelMemory: Check = ({ values }) => {
  const model = servedModel(values);
  const role = values.leaderWorkerSet?.enabled ? 'leader' : undefined;
  if (!model) {
    return [];
  }
  if (hasAccelerator(values)) {
    return tooSmallSlices(values, role, model);
  }
  if (!model.cpu) {
    return [
      warningAt([...pathOf(values, role, 'resources'), 'limits'], {
        rule: 'model-accelerator',
        message: `asks for no GPU, and ${model.title} runs on GPUs only: add nvidia.com/gpu`,
        given: limits(values, role),
        suggestion: { ...limits(values, role), 'nvidia.com/gpu': 1 },
      }),
    ];
  }
  const memory = groupMemory(values);
  return memory !== undefined && memory < model.memoryGiB * GIBI
    ? [
        warningAt([...pathOf(values, role, 'resources'), 'limits', 'memory'], {
          rule: 'model-memory',
          message: `leaves ${canonicalQuantity(
            `${Math.floor(memory / 2 ** 20)}Mi`,
          )} for the model, and ${model.title} ${
            model.parameters
          } takes about ${model.memoryGiB}Gi: raise it, or use a smaller model`,
          given: limits(values, role).memory,
          suggestion: `${model.memoryGiB}Gi`,
        }),
      ]
    : [];
};
