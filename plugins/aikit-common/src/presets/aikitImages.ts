import { z } from 'zod';
import type { SizeInputs } from './build';
import { image as ownImage, input } from './inputTypes';
import { AIKIT_MODELS, AIKIT_REGISTRY, aikitModelOf } from '../sizing/models';

/** What the chart requests where nothing is said. */
const CHART_CPU = '100m';

/** What the chart limits memory to where nothing is said, in GiB. */
const CHART_MEMORY_GIB = 8;

/** An image in place of one of the ready ones. */
export const aikitImageInput = input(ownImage.optional(), {
  title: 'Image',
  group: 'model',
  description:
    'An AIKit image of your own, with its tag, in place of a ready one.',
  means: 'image',
});

/** A model that has a ready image. */
export const aikitModelInput = input(
  z.enum(AIKIT_MODELS.map(({ name }) => name)).default('llama3.1:8b'),
  {
    title: 'Model',
    group: 'model',
    description: 'One of the ready images of the AIKit project.',
    means: 'model',
  },
);

/** The image that runs: the user's own, or the ready one. */
export function aikitImage({
  model,
  image,
}: {
  model: string;
  image?: string;
}): string {
  return image ?? `${AIKIT_REGISTRY}/${model}`;
}

/**
 * The size inputs with what an AIKit image needs: the chart's CPU, and the
 * chart's memory or more where the model is known to need more.
 */
export function aikitSize<
  Inputs extends SizeInputs & { model: string; image?: string },
>(inputs: Inputs): Inputs {
  const needed = aikitModelOf(aikitImage(inputs))?.memoryGiB ?? 0;
  return {
    ...inputs,
    cpu: inputs.cpu ?? CHART_CPU,
    memory: inputs.memory ?? `${Math.max(needed, CHART_MEMORY_GIB)}Gi`,
  };
}
