import { gpusOf, SizeInputs } from './build';
import { aikitModelOf } from '../sizing/models';
import type { Report } from './preset';

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
 * The image that a preset runs where none is given is made for NVIDIA GPUs, and
 * must not run on accelerators that are none.
 *
 * @param byDefault - that image
 * @param image - the one that runs
 */
export function cudaImage(
  inputs: SizeInputs,
  byDefault: string,
  image: string,
  report: Report,
): void {
  if (image === byDefault && hasOtherAccelerators(inputs)) {
    report({
      path: ['image'],
      rule: 'accelerator-image',
      message: `must be built for ${inputs.accelerator}: ${image} is for NVIDIA GPUs, so give another one`,
    });
  }
}

/**
 * Warns of a ready image of AIKit on accelerators that are no NVIDIA GPUs: it
 * works on their nodes, on the CPUs.
 *
 * @param image - the one that runs
 */
export function idleAccelerators(
  inputs: SizeInputs,
  image: string,
  report: Report,
): void {
  if (aikitModelOf(image) && hasOtherAccelerators(inputs)) {
    report({
      path: ['accelerator'],
      rule: 'accelerator-image',
      severity: 'warning',
      message:
        'has no effect but to be taken: the ready images use NVIDIA GPUs or CPUs. Give an image of your own that is built for it, or ask for no accelerators',
    });
  }
}
