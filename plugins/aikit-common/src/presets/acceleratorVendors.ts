import { gpusOf, SizeInputs } from './build';
import { aikitModelOf } from '../sizing/models';
import type { PresetIssue } from './preset';

/**
 * Domains of resources that are no NVIDIA GPUs whatever their names. A domain
 * that is not here may be a cluster's own name for NVIDIA's.
 */
const OTHER_VENDORS = [
  'amd.com',
  'aws.amazon.com',
  'google.com',
  'gpu.intel.com',
  'habana.ai',
  'huawei.com',
];

/** Whether pods have accelerators that are known to be no NVIDIA GPUs. */
export function hasOtherAccelerators(inputs: SizeInputs): boolean {
  const [vendor] = inputs.accelerator.split('/');
  return gpusOf(inputs) > 0 && OTHER_VENDORS.includes(vendor);
}

/**
 * An issue of the image that a preset runs where none is given, which is made
 * for NVIDIA GPUs, on accelerators that are none.
 *
 * @param byDefault - that image
 * @param image - the one that runs
 */
export function cudaImageIssues(
  inputs: SizeInputs,
  byDefault: string,
  image: string,
): PresetIssue[] {
  return image === byDefault && hasOtherAccelerators(inputs)
    ? [
        {
          path: 'image',
          rule: 'accelerator-image',
          message: `must be built for ${inputs.accelerator}: ${image} is for NVIDIA GPUs, so give another one`,
        },
      ]
    : [];
}

/**
 * A warning for a ready image of AIKit on accelerators that are no NVIDIA GPUs:
 * it works on their nodes, on the CPUs.
 *
 * @param image - the one that runs
 */
export function idleAcceleratorIssues(
  inputs: SizeInputs,
  image: string,
): PresetIssue[] {
  return aikitModelOf(image) && hasOtherAccelerators(inputs)
    ? [
        {
          path: 'accelerator',
          rule: 'accelerator-image',
          severity: 'warning',
          message:
            'has no effect but to be taken: the ready images use NVIDIA GPUs or CPUs. Give an image of your own that is built for it, or ask for no accelerators',
        },
      ]
    : [];
}
