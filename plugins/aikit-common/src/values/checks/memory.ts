import type { ValueIssue } from '../../api/contract';
import { isAccelerator } from '../../accelerators/resources';
import { AikitModel, aikitModelOf } from '../../sizing/models';
import { pathOf, Pod, Pods } from '../effectivePod';
import { canonicalQuantity, parseQuantity } from '../../quantities/quantity';
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

function limitsOf({ values }: Pod) {
  return values.resources?.limits ?? {};
}

/** What a group may take of the nodes' memory; undefined for no limit. */
function groupMemory(
  { leaderWorkerSet: lws }: AikitValues,
  pods: Pods,
): number | undefined {
  const workers = (lws?.leaderWorkerTemplate.size ?? 1) - 1;
  return pods
    .map(pod => ({ pod, count: pod.role === 'worker' ? workers : 1 }))
    .filter(({ count }) => count > 0)
    .map(({ pod, count }) => {
      const { memory } = limitsOf(pod);
      return memory === undefined
        ? undefined
        : count * (parseQuantity(memory) ?? 0);
    })
    .reduce((sum, memory) =>
      sum === undefined || memory === undefined ? undefined : sum + memory,
    );
}

function hasAccelerator(pods: Pods): boolean {
  return pods.some(pod =>
    Object.entries(limitsOf(pod)).some(
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
  pod: Pod,
  model: AikitModel,
): ValueIssue[] {
  return Object.entries(limitsOf(pod)).flatMap(([resource, quantity]) => {
    const memory = sliceMemory(resource);
    return memory !== undefined &&
      parseQuantity(quantity) !== 0 &&
      memory < model.memoryGiB
      ? [
          warningAt(
            [...pathOf(values, pod.role, 'resources'), 'limits', resource],
            {
              rule: 'model-memory',
              message: `has ${memory} GB of memory, and ${model.title} ${model.parameters} takes about ${model.memoryGiB} GiB, which one slice must hold: use a larger slice or a smaller model`,
              given: quantity,
            },
          ),
        ]
      : [];
  });
}

/**
 * Memory below what the model needs, as far as it is known: for AIKit's own
 * images. On CPUs the limits of a group's containers count together; the
 * memory of whole GPUs does not show in the values.
 */
export const modelMemory: Check = ({ values, pods }) => {
  const model = servedModel(values);
  const [serving] = pods;
  const limits = limitsOf(serving);
  if (!model) {
    return [];
  }
  if (hasAccelerator(pods)) {
    return tooSmallSlices(values, serving, model);
  }
  if (!model.cpu) {
    return [
      warningAt([...pathOf(values, serving.role, 'resources'), 'limits'], {
        rule: 'model-accelerator',
        message: `asks for no GPU, and ${model.title} runs on GPUs only: add nvidia.com/gpu`,
        given: limits,
        suggestion: { ...limits, 'nvidia.com/gpu': 1 },
      }),
    ];
  }
  const memory = groupMemory(values, pods);
  return memory !== undefined && memory < model.memoryGiB * GIBI
    ? [
        warningAt(
          [...pathOf(values, serving.role, 'resources'), 'limits', 'memory'],
          {
            rule: 'model-memory',
            message: `leaves ${canonicalQuantity(
              `${Math.floor(memory / 2 ** 20)}Mi`,
            )} for the model, and ${model.title} ${
              model.parameters
            } takes about ${
              model.memoryGiB
            }Gi: raise it, or use a smaller model`,
            given: limits.memory,
            suggestion: `${model.memoryGiB}Gi`,
          },
        ),
      ]
    : [];
};
