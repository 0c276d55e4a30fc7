import { gpusOf, isGrouped, SizeInputs } from './build';
import type { Report } from './preset';

/** Inputs that decide how a model is split. */
interface ParallelInputs extends SizeInputs {
  tensorParallel?: number;
  pipelineParallel?: number;
}

/** Into how many parts each layer, and the row of layers, is split. */
export interface Parallelism {
  tensor: number;
  pipeline: number;
}

/** Devices of a pod that share a layer where nothing else is said. */
function defaultTensor(inputs: ParallelInputs): number {
  const { gpusPerPod, leaderGpus = gpusPerPod } = inputs;
  const alike = !isGrouped(inputs) || leaderGpus === gpusPerPod;
  return alike ? gpusPerPod : 1;
}

/**
 * How a model is split where the inputs leave it open: layers within a pod,
 * whose devices are near each other, and the row of layers over the pods. Pods
 * of different size share no layer.
 */
export function parallelism(inputs: ParallelInputs): Parallelism {
  const { tensorParallel, pipelineParallel } = inputs;
  const all = gpusOf(inputs);
  const byPipeline = pipelineParallel && all / pipelineParallel;
  const tensor = tensorParallel ?? (byPipeline || defaultTensor(inputs));
  return { tensor, pipeline: pipelineParallel ?? all / tensor };
}

/** The largest divisor that is not above a number; divisors come in pairs. */
function divisorUpTo(all: number, most: number): number {
  let largest = 1;
  for (let small = 1; small * small <= all; small += 1) {
    if (all % small === 0) {
      const pair = [small, all / small].filter(divisor => divisor <= most);
      largest = Math.max(largest, ...pair);
    }
  }
  return largest;
}

/**
 * The rule that tensor × pipeline parallelism must be the number of devices of
 * a group. It is broken at the degree that can be changed alone, with the
 * degree that makes it so.
 */
export function parallelDegrees(inputs: ParallelInputs, report: Report): void {
  const all = gpusOf(inputs);
  const { tensorParallel: tensor, pipelineParallel: pipeline } = inputs;
  const { tensor: usedTensor, pipeline: usedPipeline } = parallelism(inputs);
  if (
    Number.isInteger(usedTensor) &&
    Number.isInteger(usedPipeline) &&
    usedTensor * usedPipeline === all
  ) {
    return;
  }
  const [input, suggestion] = remedy(all, tensor, pipeline);
  const way =
    suggestion === undefined ? 'change both' : `${input} can be ${suggestion}`;
  report({
    path: [input],
    rule: 'parallelism',
    message: `tensor × pipeline parallelism must be ${all}, the accelerators of a group: ${way}`,
    suggestion,
  });
}

/** Which degree to change, and to what if that alone would do. */
function remedy(
  all: number,
  tensor: number | undefined,
  pipeline: number | undefined,
): [input: string, suggestion?: number] {
  if (tensor === undefined) {
    return ['pipelineParallel', divisorUpTo(all, pipeline ?? 1)];
  }
  if (pipeline === undefined) {
    return ['tensorParallel', divisorUpTo(all, tensor)];
  }
  if (all % tensor === 0) {
    return ['pipelineParallel', all / tensor];
  }
  return all % pipeline === 0
    ? ['tensorParallel', all / pipeline]
    : ['tensorParallel'];
}
