const WORDS: [RegExp, string][] = [
  [/\/(gpu|mig-|[sdtqc]px_)|^gpu\.intel\.com/, 'GPUs'],
  [/\/tpu/, 'TPUs'],
  [/\/npu|Ascend/, 'NPUs'],
];

/** What people call the devices of a resource, such as `GPUs`. */
export function deviceWord(resource: string | undefined): string {
  return (
    WORDS.find(([pattern]) => pattern.test(resource ?? ''))?.[1] ??
    'accelerators'
  );
}

const NVIDIA = ['nvidia.com/gpu.product', 'cloud.google.com/gke-accelerator'];

/**
 * Node labels that name the product, by the domain of the resource. Written by
 * NVIDIA's GPU feature discovery, AMD's node labeller, Intel's node feature
 * rules, Google Kubernetes Engine and Karpenter.
 */
const LABELS: Record<string, string[]> = {
  'nvidia.com': NVIDIA,
  'amd.com': ['amd.com/gpu.product-name', 'beta.amd.com/gpu.product-name'],
  'gpu.intel.com': ['gpu.intel.com/product'],
  'google.com': ['cloud.google.com/gke-tpu-accelerator'],
  'aws.amazon.com': ['karpenter.k8s.aws/instance-accelerator-name'],
};

/**
 * Product name of a node's accelerators, as far as its labels tell; a hint
 * only, since nothing keeps labels and devices in step.
 *
 * A MIG slice has a label of its own beside that of the whole device.
 */
export function modelOf(
  resource: string,
  labels: Record<string, string>,
): string | undefined {
  const [domain] = resource.split('/', 1);
  const own = `${resource.replace(/\.shared$/, '')}.product`;
  return [own, ...(LABELS[domain] ?? [])]
    .map(label => labels[label])
    .find(Boolean);
}
