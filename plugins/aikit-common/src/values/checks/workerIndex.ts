import { EffectivePod, pathOf } from '../effectivePod';
import { WORKER_INDEX } from '../injectedEnv';
import { isOlder } from '../lwsRelease';
import { Check, errorAt, once } from './check';

const { name: NAME, since, fieldPath } = WORKER_INDEX;

/** Whether a pod's command, arguments or variables speak of it. */
function isUsed({ command = [], args = [], env = [] }: EffectivePod): boolean {
  const variables = env.flatMap(({ value }) => value ?? []);
  return [...command, ...args, ...variables].some(text => text.includes(NAME));
}

/**
 * Pods that rely on their number in the group being set, where the cluster's
 * LeaderWorkerSet does not set it: Kubernetes leaves `$(LWS_WORKER_INDEX)` as
 * it is, and the engine does not start. Source: `AddLWSVariables` in each
 * release of kubernetes-sigs/lws.
 */
export const workerIndex: Check = ({ values, pods, lwsVersion }) =>
  once(
    pods.flatMap(({ role, values: pod }) => {
      const { env = [] } = pod;
      const isMissing =
        role &&
        isOlder(lwsVersion, since) &&
        isUsed(pod) &&
        !env.some(({ name }) => name === NAME);
      return isMissing
        ? [
            errorAt(pathOf(values, role, 'env'), {
              rule: 'worker-index',
              message: `must have ${NAME}, which the ${role} uses: LeaderWorkerSet sets it from ${since.join(
                '.',
              )} on, and the cluster has ${lwsVersion}. Add it as a field of the pod, ${fieldPath}, or have LeaderWorkerSet updated`,
              // First, because what uses a variable comes after it.
              suggestion: [
                { name: NAME, valueFrom: { fieldRef: { fieldPath } } },
                ...env,
              ],
            }),
          ]
        : [];
    }),
  );
