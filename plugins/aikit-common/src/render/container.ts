import type { Pod, Pods } from '../values/effectivePod';
import { imageWithTag } from '../values/image';
import type { RoleValues } from '../values/leaderWorkerSet';
import type { AikitValues } from '../values/schema';
import { declaredPorts } from '../values/ports';
import { DEFAULT_PORT } from '../values/service';
import { INJECTED_ENV } from '../values/lwsReleases';
import { defined, nonEmpty } from './context';
import { CHART_NAME } from './naming';
import { canonicalEnv, canonicalResources } from './canonical';
import { containerSecurityContext } from './securityContexts';

/** Port of what answers requests: the leader, or in standard mode the server. */
export function servingPort([{ values }]: Pods): number {
  return values.port ?? DEFAULT_PORT;
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
export function container(values: AikitValues, ofPod: Pod) {
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
    env: nonEmpty(env?.map(canonicalEnv)),
    envFrom: nonEmpty(pod.envFrom),
    ports: nonEmpty(ports(values, ofPod)),
    startupProbe: pod.startupProbe,
    livenessProbe: pod.livenessProbe,
    readinessProbe: pod.readinessProbe,
    resources: pod.resources && canonicalResources(pod.resources),
    volumeMounts: nonEmpty(pod.volumeMounts),
  });
}
