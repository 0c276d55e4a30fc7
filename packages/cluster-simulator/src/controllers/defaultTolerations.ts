import type { IToleration } from 'kubernetes-models/v1/Toleration';
import { Admission } from '../api/objectApi';
import { Pod } from '../objects/kinds';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';

/**
 * The API server's `DefaultTolerationSeconds`: pods stay for some time on a
 * node that is lost, unless they say otherwise.
 *
 * @param seconds - Kubernetes' default is 300
 */
export function defaultTolerations(seconds = 300): Admission<Pod> {
  const defaults = [NOT_READY, UNREACHABLE].map(
    (key): IToleration => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: seconds,
    }),
  );
  // Pods of a template share their tolerations, and so what comes of them.
  const completed = new WeakMap<IToleration[], IToleration[]>();
  const complete = (tolerations: IToleration[]): IToleration[] => {
    const missing = defaults.filter(
      ({ key }) => !tolerations.some(toleration => isAbout(toleration, key!)),
    );
    return missing.length > 0 ? [...tolerations, ...missing] : tolerations;
  };
  return pod => {
    const { tolerations } = pod.spec;
    if (!tolerations) {
      return { ...pod, spec: { ...pod.spec, tolerations: defaults } };
    }
    const all = completed.get(tolerations) ?? complete(tolerations);
    completed.set(tolerations, all);
    return all === tolerations
      ? pod
      : { ...pod, spec: { ...pod.spec, tolerations: all } };
  };
}

function isAbout(toleration: IToleration, key: string): boolean {
  return (
    (!toleration.key || toleration.key === key) &&
    (!toleration.effect || toleration.effect === 'NoExecute')
  );
}
