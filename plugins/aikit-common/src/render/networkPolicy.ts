import type { Manifest } from '../api/contract';
import { openPorts } from '../values/ports';
import { defined, RenderContext } from './context';
import { workloadSelector } from './labels';
import { carrierMetadata } from './metadata';

/**
 * Closes the workload's pods to all but each other, apart from the ports that
 * the Service leads to, or nothing when it is not enabled. What pods say to
 * each other is not authenticated: llama.cpp's RPC port takes work from
 * anybody who reaches it.
 */
export function networkPolicy(context: RenderContext): Manifest | undefined {
  const { values, pods } = context;
  const { networkPolicy: policy } = values;
  if (!policy?.enabled) {
    return undefined;
  }
  const podSelector = { matchLabels: workloadSelector(context) };
  const { open } = openPorts(values, pods);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: carrierMetadata(context),
    spec: {
      podSelector,
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ podSelector }] },
        // To Kubernetes a rule without ports opens all of them.
        ...(open.length > 0
          ? [defined({ from: policy.from, ports: open })]
          : []),
      ],
    },
  };
}
