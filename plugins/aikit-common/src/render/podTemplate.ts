import type { Pod } from '../values/effectivePod';
import { container } from './container';
import { defined, nonEmpty, RenderContext } from './context';
import { podLabels } from './labels';
import { podSecurityContext } from './securityContexts';
import { serviceAccountName } from './serviceAccount';
import { canonicalVolume } from './canonical';

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
