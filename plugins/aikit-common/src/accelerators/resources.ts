/**
 * What vendors' device plugins count as devices, by the domain of the resource
 * name. Left out on purpose: shares of a device that are no devices
 * (`gpu.intel.com/millicores`, `nvidia.com/gpumem`), monitoring handles
 * (`gpu.intel.com/i915_monitoring`) and network devices.
 */
const VENDORS: Record<string, RegExp> = {
  'nvidia.com': /^(gpu|mig-.+?)(\.shared)?$/,
  'amd.com': /^(gpu|[sdtqc]px_nps\d)$/,
  'gpu.intel.com': /^(?!millicores$|memory\.max$|tiles$)(?!.*_monitoring$).+$/,
  'google.com': /^tpu$/,
  'aws.amazon.com': /^neuron(core|device)?$/,
  'habana.ai': /^.+$/,
  'huawei.com': /^(npu|Ascend.+)$/,
};

/** Names that say by themselves what they are, whoever the vendor is. */
const ANY_VENDOR = /^(gpu|tpu|npu|xpu|ipu|mlu|gcu|dcu|gaudi)(\.shared)?$/;

/**
 * Whether a Kubernetes resource is an accelerator, counted in whole devices
 * (or in slices and shares that a device plugin offers as devices).
 *
 * The rule: an extended resource, that is `<domain>/<name>` outside of
 * `kubernetes.io`, which either is one of the known vendors' or is called
 * `gpu`, `tpu`, `npu` or the like under a domain not listed.
 *
 * @param resource - such as `nvidia.com/gpu` or `nvidia.com/mig-1g.5gb`
 * @public
 */
export function isAccelerator(resource: string): boolean {
  const slash = resource.indexOf('/');
  if (slash < 1) {
    return false;
  }
  const domain = resource.slice(0, slash);
  if (domain === 'kubernetes.io' || domain.endsWith('.kubernetes.io')) {
    return false;
  }
  const rule = Object.hasOwn(VENDORS, domain) ? VENDORS[domain] : ANY_VENDOR;
  return rule.test(resource.slice(slash + 1));
}
