import type { Pod } from '../values/effectivePod';
import { imageWithTag } from '../values/image';
import { POD_ONLY_FIELDS } from '../values/kubernetes/securityContext';
import type { RoleValues } from '../values/leaderWorkerSet';
import { INJECTED_ENV } from '../values/lwsReleases';
import { mergeValues, ValuesMap } from '../values/merge';
import { declaredPorts } from '../values/ports';
import type { AikitValues } from '../values/schema';
import { serviceAccountName } from './access';
import { canonical } from './canonical';
import { defined, nonEmpty, RenderContext } from './context';
import { podLabels } from './labels';
import { CHART_NAME } from './naming';

/**
 * The main fields, and over them those of a role's own that only a pod has, or
 * those that it has not.
 */
function withOwnFields(
  main: ValuesMap,
  role: RoleValues | undefined,
  podOnly: boolean,
): ValuesMap {
  const own = Object.entries(role?.securityContext ?? {}).filter(
    ([field]) => POD_ONLY_FIELDS.includes(field) === podOnly,
  );
  return own.length > 0 ? mergeValues(main, Object.fromEntries(own)) : main;
}

/**
 * Security context of a pod (C5): of a role's own fields those that only a pod
 * has are merged over the main ones.
 */
function podSecurityContext(
  values: AikitValues,
  role: RoleValues | undefined,
): ValuesMap {
  return withOwnFields(values.podSecurityContext ?? {}, role, true);
}

/**
 * Security context of a container (C5): all other fields of a role, which the
 * container's defaults would defeat at pod level.
 */
function containerSecurityContext(
  values: AikitValues,
  role: RoleValues | undefined,
): ValuesMap {
  const main = values.enableRuntimeDefaultSeccompProfile
    ? { seccompProfile: { type: 'RuntimeDefault' }, ...values.securityContext }
    : values.securityContext ?? {};
  return withOwnFields(main, role, false);
}

/** The main image, with the fields that a role gives in place of its own. */
function image({ image: main }: AikitValues, role: RoleValues | undefined) {
  return {
    image: imageWithTag(main, role?.image),
    imagePullPolicy: role?.image?.pullPolicy || main.pullPolicy,
  };
}

function ports(values: AikitValues, pod: Pod) {
  return declaredPorts(values, pod).map(({ name, number, protocol }) =>
    defined({ name, containerPort: number, protocol }),
  );
}

/** The container of a pod. */
function container(values: AikitValues, ofPod: Pod) {
  const { role, values: pod } = ofPod;
  const own = role && values.leaderWorkerSet?.[role];
  const env = pod.env?.filter(
    ({ name }) => !role || !INJECTED_ENV.includes(name),
  );
  return defined({
    name: role ? `${CHART_NAME}-${role}` : CHART_NAME,
    securityContext: nonEmpty(containerSecurityContext(values, own)),
    ...image(values, own),
    command: nonEmpty(pod.command),
    args: nonEmpty(pod.args),
    env: nonEmpty(canonical(env)),
    envFrom: nonEmpty(pod.envFrom),
    ports: nonEmpty(ports(values, ofPod)),
    startupProbe: pod.startupProbe,
    livenessProbe: pod.livenessProbe,
    readinessProbe: pod.readinessProbe,
    resources: canonical(pod.resources),
    volumeMounts: nonEmpty(pod.volumeMounts),
  });
}

/** The template of a kind of pod. */
export function podTemplate(context: RenderContext, ofPod: Pod) {
  const { values } = context;
  const { role, values: pod } = ofPod;
  const own = role && values.leaderWorkerSet?.[role];
  return {
    metadata: defined({
      annotations: nonEmpty(pod.podAnnotations),
      labels: podLabels(context, ofPod),
    }),
    spec: defined({
      serviceAccountName:
        own?.serviceAccountName ?? serviceAccountName(context),
      imagePullSecrets: nonEmpty(values.imagePullSecrets),
      securityContext: nonEmpty(podSecurityContext(values, own)),
      containers: [container(values, ofPod)],
      volumes: nonEmpty(canonical(pod.volumes)),
      nodeSelector: nonEmpty(pod.nodeSelector),
      affinity: nonEmpty(pod.affinity),
      tolerations: nonEmpty(pod.tolerations),
      topologySpreadConstraints: nonEmpty(pod.topologySpreadConstraints),
      priorityClassName: pod.priorityClassName,
      runtimeClassName: pod.runtimeClassName,
      schedulerName: pod.schedulerName,
      terminationGracePeriodSeconds: pod.terminationGracePeriodSeconds,
    }),
  };
}
