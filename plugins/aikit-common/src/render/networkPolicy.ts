import type { Manifest } from '../api/contract';
import { HTTP } from '../values/service';
import { defined, RenderContext } from './context';
import { workloadSelector } from './labels';
import { carrierMetadata } from './metadata';

/**
 * Closes the workload's pods to all but each other, apart from the port that
 * requests come in at, or nothing when it is not enabled. What pods say to each
 * other is not authenticated: llama.cpp's RPC port takes work from anybody who
 * reaches it.
 */
export function networkPolicy(context: RenderContext): Manifest | undefined {
  const { networkPolicy: values } = context.values;
  if (!values?.enabled) {
    return undefined;
  }
  const podSelector = { matchLabels: workloadSelector(context) };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: carrierMetadata(context),
    spec: {
      podSelector,
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ podSelector }] },
        defined({
          from: values.from,
          ports: [{ port: HTTP, protocol: 'TCP' }],
        }),
      ],
    },
  };
}
