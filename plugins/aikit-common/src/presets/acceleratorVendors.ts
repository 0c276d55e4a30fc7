import type { PresetIssue } from './preset';

/** What says which accelerators a preset's pods have. */
interface AcceleratorInputs {
  accelerator: string;
  gpusPerPod: number;
  leaderGpus?: number;
}

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
export function hasOtherAccelerators({
  accelerator,
  gpusPerPod,
  leaderGpus = 0,
}: AcceleratorInputs): boolean {
  return (
    gpusPerPod + leaderGpus > 0 &&
    OTHER_VENDORS.includes(accelerator.split('/')[0])
  );
}

/**
 * An issue of the image that a preset runs where none is given, which is made
 * for NVIDIA GPUs, on accelerators that are none.
 *
 * @param byDefault - that image
 * @param image - the one that runs
 */
export function cudaImageIssues(
  inputs: AcceleratorInputs,
  byDefault: string,
  image: string = byDefault,
): PresetIssue[] {
  return image === byDefault && hasOtherAccelerators(inputs)
    ? [
        {
          path: 'image',
          rule: 'accelerator-image',
          message: `is needed with ${inputs.accelerator}: ${byDefault}, which runs by default, is for NVIDIA GPUs. Give an image that is built for these accelerators`,
        },
      ]
    : [];
}

/**
 * A warning for a ready image of AIKit on accelerators that are no NVIDIA GPUs:
 * it works on their nodes, on the CPUs.
 */
export function idleAcceleratorIssues(
  inputs: AcceleratorInputs & { image?: string },
): PresetIssue[] {
  return !inputs.image && hasOtherAccelerators(inputs)
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
