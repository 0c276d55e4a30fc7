import type { IContainer } from 'kubernetes-models/v1/Container';
import { Pod } from '../objects/kinds';
import { mapShared, withDefaults, withField } from './json';

type Spec = Pod['spec'];
type Tolerations = NonNullable<Spec['tolerations']>;

/** What lists of containers became, for all pods that are made of them. */
const inPods = new WeakMap<IContainer[], IContainer[]>();

/**
 * A pod's spec with what pods have and templates have not; those of the same
 * containers share them.
 */
export function podSpecDefaults(spec: Spec): Spec {
  const filled = withDefaults(spec, {
    enableServiceLinks: true,
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
  });
  return (['containers', 'initContainers'] as const).reduce(
    (all, list) => withField(all, list, all[list] && ofPods(all[list])),
    filled,
  );
}

function ofPods(containers: IContainer[]): IContainer[] {
  const changed =
    inPods.get(containers) ?? mapShared(containers, requestingLimits);
  inPods.set(containers, changed);
  inPods.set(changed, changed);
  return changed;
}

/** What is limited and not requested is requested in full. */
function requestingLimits(container: IContainer): IContainer {
  const { limits, requests } = container.resources ?? {};
  const all = { ...limits, ...requests };
  return limits
    ? { ...container, resources: { ...container.resources, requests: all } }
    : container;
}

/** What a pod gets when it is made, beside its defaults. */
export function newPod(pod: Pod): Pod {
  const { spec } = pod;
  return {
    ...pod,
    spec: { ...spec, tolerations: tolerations(spec.tolerations) },
    status: { phase: 'Pending', qosClass: qosClass(spec), ...pod.status },
  };
}

const TOLERATES_FIVE_MINUTES: Tolerations = ['not-ready', 'unreachable'].map(
  condition => ({
    key: `node.kubernetes.io/${condition}`,
    operator: 'Exists' as const,
    effect: 'NoExecute' as const,
    tolerationSeconds: 300,
  }),
);

function tolerations(given: Tolerations = []): Tolerations {
  const isMissing = ({ key }: Tolerations[0]) =>
    !given.some(other => !other.key || other.key === key);
  return given.length === 0
    ? TOLERATES_FIVE_MINUTES
    : [...given, ...TOLERATES_FIVE_MINUTES.filter(isMissing)];
}

function qosClass({ containers = [], initContainers = [] }: Partial<Spec>) {
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
