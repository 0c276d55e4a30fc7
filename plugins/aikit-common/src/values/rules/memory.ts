import { isAccelerator } from '../../accelerators/resources';
import { AikitModel, aikitModelOf } from '../../sizing/models';
import { pathOf, Pod, Pods } from '../effectivePod';
import { canonicalQuantity, parseQuantity } from '../../quantities/quantity';
import type { AikitValues } from '../schema';
import type { ValuesRule } from './checked';

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
function gigabytesOf(resource: string): number | undefined {
  const [, gigabytes] = /^nvidia\.com\/mig-\d+g\.(\d+)gb/.exec(resource) ?? [];
  return gigabytes === undefined ? undefined : Number(gigabytes);
}

/**
 * Slices of GPUs that are smaller than the model. The memory of whole GPUs does
 * not show in the values.
 */
export const sliceMemory: ValuesRule = ({ values, pods }, report) => {
  const model = servedModel(values);
  const [serving] = pods;
  for (const [resource, quantity] of Object.entries(limitsOf(serving))) {
    const memory = gigabytesOf(resource);
    if (
      model &&
      memory !== undefined &&
      parseQuantity(quantity) !== 0 &&
      memory < model.memoryGiB
    ) {
      report({
        rule: 'model-memory',
        severity: 'warning',
        path: [
          ...pathOf(values, serving.role, 'resources'),
          'limits',
          resource,
        ],
        message: `has ${memory} GB of memory, and ${model.title} ${model.parameters} takes about ${model.memoryGiB} GiB, which one slice must hold: use a larger slice or a smaller model`,
      });
    }
  }
};

/**
 * Memory below what the model needs, where there is no GPU, as far as it is
 * known: for AIKit's own images. The limits of a group's containers count
 * together.
 */
export const modelMemory: ValuesRule = ({ values, pods }, report) => {
  const model = servedModel(values);
  const [serving] = pods;
  if (!model || hasAccelerator(pods)) {
    return;
  }
  const limits = limitsOf(serving);
  const path = [...pathOf(values, serving.role, 'resources'), 'limits'];
  const memory = groupMemory(values, pods);
  if (!model.cpu) {
    report({
      rule: 'model-accelerator',
      severity: 'warning',
      path,
      message: `asks for no GPU, and ${model.title} runs on GPUs only: add nvidia.com/gpu`,
      suggestion: { ...limits, 'nvidia.com/gpu': 1 },
    });
  } else if (memory !== undefined && memory < model.memoryGiB * GIBI) {
    const left = canonicalQuantity(`${Math.floor(memory / 2 ** 20)}Mi`);
    report({
      rule: 'model-memory',
      severity: 'warning',
      path: [...path, 'memory'],
      message: `leaves ${left} for the model, and ${model.title} ${model.parameters} takes about ${model.memoryGiB}Gi: raise it, or use a smaller model`,
      suggestion: `${model.memoryGiB}Gi`,
    });
  }
};
