import type { IContainer } from 'kubernetes-models/v1/Container';
import { Pod } from '../objects/kinds';
import { mapShared } from './json';

type Spec = Pod['spec'];
type Tolerations = NonNullable<Spec['tolerations']>;

/** What a new pod gets in addition to its template. */
export function newPod(pod: Pod): Pod {
  const { containers, initContainers, tolerations } = pod.spec;
  const spec: Spec = {
    enableServiceLinks: true,
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
    ...pod.spec,
    containers: requestingLimits(containers),
    ...(initContainers && { initContainers: requestingLimits(initContainers) }),
    tolerations: withDefaultTolerations(tolerations),
  };
  return {
    ...pod,
    spec,
    status: { phase: 'Pending', qosClass: qosClass(spec), ...pod.status },
  };
}

/** What lists of containers became, for all pods that are made of them. */
const inPods = new WeakMap<IContainer[], IContainer[]>();

/** Requests default to limits. */
function requestingLimits(containers: IContainer[] = []): IContainer[] {
  let changed = inPods.get(containers);
  if (!changed) {
    changed = mapShared(containers, container => {
      const { limits, requests } = container.resources ?? {};
      const all = { ...limits, ...requests };
      return limits
        ? { ...container, resources: { ...container.resources, requests: all } }
        : container;
    });
    inPods.set(containers, changed);
  }
  return changed;
}

function withDefaultTolerations(given: Tolerations = []): Tolerations {
  const added = ['not-ready', 'unreachable'].map(condition => ({
    key: `node.kubernetes.io/${condition}`,
    operator: 'Exists' as const,
    effect: 'NoExecute' as const,
    tolerationSeconds: 300,
  }));
  const isMissing = ({ key }: Tolerations[0]) =>
    !given.some(other => !other.key || other.key === key);
  return [...given, ...added.filter(isMissing)];
}

function qosClass({ containers, initContainers = [] }: Spec) {
  const amounts = [...initContainers, ...containers].flatMap(
    ({ resources: { limits = {}, requests = {} } = {} }) =>
      ['cpu', 'memory'].map(name => [limits[name], requests[name]]),
  );
  if (amounts.flat().every(amount => amount === undefined)) {
    return 'BestEffort';
  }
  const isFixed = amounts.every(
    ([limit, request]) => limit !== undefined && limit === request,
  );
  return isFixed ? 'Guaranteed' : 'Burstable';
}
