import { z } from 'zod';
import { idleAccelerators } from './acceleratorVendors';
import { groupInputs, modeInput, placementInputs, sizeInputs } from './inputs';
import {
  aikitImage,
  aikitImageInput,
  aikitModelInput,
  aikitSize,
} from './aikitImages';
import { imageValues, placementValues, workloadValues } from './build';
import type { Preset } from './preset';

const inputs = z.strictObject({
  model: aikitModelInput,
  image: aikitImageInput,
  mode: modeInput(['standard', 'distributed']),
  ...sizeInputs,
  ...groupInputs,
  ...placementInputs,
});

/** AIKit as its chart runs it, in both modes of the chart. */
export const aikit: Preset<typeof inputs> = {
  name: 'aikit',
  title: 'AIKit',
  summary:
    'Ready images with the model inside, on CPUs or GPUs: right for models that fit one pod.',
  inputs,
  values: given => ({
    image: imageValues(aikitImage(given)),
    ...placementValues(given),
    ...workloadValues(aikitSize(given), {}),
  }),
  checkImage: idleAccelerators,
};
