import { z } from 'zod';
import { env, envFrom } from './kubernetes/env';
import { containerPorts } from './kubernetes/ports';
import { readinessProbe, restartingProbe } from './kubernetes/probe';
import { resources } from './kubernetes/resources';
import { affinity, toleration } from './kubernetes/scheduling';
import { topologySpreadConstraints } from './kubernetes/topologySpread';
import { volumeMounts, volumes } from './kubernetes/volumes';
import { objectName } from './names';
import { obeys } from './rules/rule';
import {
  annotationMap,
  INT32_MAX,
  labelMap,
  port,
  wholeNumber,
} from './scalars';

/** Labels of a pod template that selectors and controllers rely on. */
const RESERVED_LABEL =
  /^(app\.kubernetes\.io\/(name|instance|managed-by)|leaderworkerset\.sigs\.k8s\.io\/.*)$/;

const podLabels = labelMap.superRefine(
  obeys((labels, report) => {
    for (const key of Object.keys(labels)) {
      if (RESERVED_LABEL.test(key)) {
        report({
          rule: 'reserved-label',
          path: [key],
          message:
            'is set by the renderer, and selectors rely on it: use another label (nameOverride sets app.kubernetes.io/name)',
          suggestion: null,
        });
      }
    }
  }),
);

/** Keys that say what is in a container. */
const containerKeys = {
  resources: resources.optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: env.optional(),
  envFrom: envFrom.optional(),
  /** What the container listens on for requests, or a worker for its leader. */
  port: port.optional(),
  /** More ports, beside `port`. */
  ports: containerPorts.optional(),
  startupProbe: restartingProbe.optional(),
  livenessProbe: restartingProbe.optional(),
  readinessProbe: readinessProbe.optional(),
  volumeMounts: volumeMounts.optional(),
};

/**
 * Keys that describe a pod of one container, named as in Kubernetes. They
 * stand at the top level, where they are the server's and the base of both
 * roles, and in a role, where they replace that base or are merged over it
 * (see `effectivePod`).
 */
export const podKeys = {
  ...containerKeys,
  podLabels: podLabels.optional(),
  podAnnotations: annotationMap.optional(),
  volumes: volumes.optional(),
  nodeSelector: labelMap.optional(),
  tolerations: z.array(toleration).optional(),
  affinity: affinity.optional(),
  topologySpreadConstraints: topologySpreadConstraints.optional(),
  priorityClassName: objectName.optional(),
  runtimeClassName: objectName.optional(),
  schedulerName: objectName.optional(),
  terminationGracePeriodSeconds: wholeNumber(0, INT32_MAX).optional(),
};
