import { canonicalResources } from './resources';
import { mergeValues } from '../values/merge';
import { POD_ONLY_FIELDS } from '../values/kubernetes/securityContext';
import type { AikitValues, RoleValues } from '../values/schema';
import { INJECTED_ENV } from '../values/warnings';
import { defined, nonEmpty, RenderContext } from './context';
import { podLabels } from './labels';
import { CHART_NAME } from './naming';

/** Port that the images listen on. */
export const HTTP_PORT = 8080;

type Role = 'leader' | 'worker';

/** The main image, with the fields that a role gives in place of its own. */
function image({ image: main }: AikitValues, role: RoleValues | undefined) {
  return {
    image: `${role?.image?.repository || main.repository}:${
      role?.image?.tag || main.tag
    }`,
    imagePullPolicy: role?.image?.pullPolicy || main.pullPolicy,
  };
}

/**
 * The security contexts of pod and container. Of a role's own fields those
 * that only a pod has are merged over the pod's, all others over the
 * container's, whose defaults would defeat them at pod level.
 */
function securityContexts(values: AikitValues, role: RoleValues | undefined) {
  const own = Object.entries(role?.securityContext ?? {});
  const ofPod = own.filter(([field]) => POD_ONLY_FIELDS.includes(field));
  const ofContainer = own.filter(([field]) => !POD_ONLY_FIELDS.includes(field));
  const base = values.enableRuntimeDefaultSeccompProfile
    ? { seccompProfile: { type: 'RuntimeDefault' } }
    : {};
  return {
    pod:
      values.podSecurityContext || ofPod.length > 0
        ? mergeValues(
            values.podSecurityContext ?? {},
            Object.fromEntries(ofPod),
          )
        : undefined,
    container: mergeValues(
      { ...base, ...values.securityContext },
      Object.fromEntries(ofContainer),
    ),
  };
}

function containerPort(name: string, port: number) {
  return [{ name, containerPort: port, protocol: 'TCP' }];
}

/** Ports and probes: only a leader, or a pod on its own, serves HTTP. */
function serving(values: AikitValues, role: Role | undefined) {
  const port = role && values.leaderWorkerSet?.[role].port;
  if (role === 'worker') {
    return { ports: port ? containerPort('worker', port) : undefined };
  }
  return {
    ports: containerPort('http', port ?? HTTP_PORT),
    livenessProbe: values.livenessProbe,
    readinessProbe: values.readinessProbe,
  };
}

/**
 * The pod template of a role, or without one that of standard mode.
 */
export function podTemplate(context: RenderContext, role?: Role) {
  const { values } = context;
  const roleValues = role && values.leaderWorkerSet?.[role];
  const security = securityContexts(values, roleValues);
  const resources = nonEmpty(roleValues?.resources) ?? values.resources;
  const env = roleValues?.env?.filter(
    ({ name }) => !INJECTED_ENV.includes(name),
  );
  return {
    metadata: defined({
      annotations: nonEmpty(values.podAnnotations),
      labels: podLabels(context, role),
    }),
    spec: defined({
      imagePullSecrets: nonEmpty(values.imagePullSecrets),
      securityContext: security.pod,
      containers: [
        defined({
          name: role ? `${CHART_NAME}-${role}` : CHART_NAME,
          securityContext: security.container,
          ...image(values, roleValues),
          command: nonEmpty(roleValues?.command),
          args: nonEmpty(roleValues?.args),
          env: nonEmpty(env),
          ...serving(values, role),
          resources: resources && canonicalResources(resources),
        }),
      ],
      nodeSelector: nonEmpty(values.nodeSelector),
      affinity: nonEmpty(values.affinity),
      tolerations: nonEmpty(values.tolerations),
    }),
  };
}
