import type { Manifest } from '../api/contract';
import { defined, nonEmpty, RenderContext } from './context';

/**
 * The pod security labels of the workload's namespace and nothing else of it,
 * or nothing when none is asked for. The namespace belongs to everybody in it:
 * it carries none of the workload's labels.
 */
export function namespace(context: RenderContext): Manifest | undefined {
  const levels = defined(context.values.namespace?.podSecurity ?? {});
  const labels = Object.fromEntries(
    Object.entries(levels).map(([mode, level]) => [
      `pod-security.kubernetes.io/${mode}`,
      level,
    ]),
  );
  return nonEmpty(labels)
    ? {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: context.namespace, labels },
      }
    : undefined;
}
