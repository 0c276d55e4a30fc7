import { effectivePod, Role } from '../values/effectivePod';
import { container } from './container';
import { defined, nonEmpty, RenderContext } from './context';
import { podLabels } from './labels';
import { podSecurityContext } from './securityContexts';
import { serviceAccountName } from './serviceAccount';
import { canonicalVolume } from './volumes';

/**
 * The pod template of a role, or without one that of standard mode.
 */
export function podTemplate(context: RenderContext, role?: Role) {
  const { values } = context;
  const pod = effectivePod(values, role);
  const own = role && values.leaderWorkerSet?.[role];
  return {
    metadata: defined({
      annotations: nonEmpty(pod.podAnnotations),
      labels: podLabels(context, role),
    }),
    spec: defined({
      serviceAccountName:
        own?.serviceAccountName ?? serviceAccountName(context),
      imagePullSecrets: nonEmpty(values.imagePullSecrets),
      securityContext: nonEmpty(podSecurityContext(values, own)),
      containers: [container(values, role)],
      volumes: nonEmpty(pod.volumes?.map(canonicalVolume)),
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
