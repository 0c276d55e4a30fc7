import type { Manifest } from '../../api/contract';
import { renderWorkload } from '../../render';

/** The parts of a container that presets decide. */
export interface Container {
  image: string;
  imagePullPolicy?: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value?: string; valueFrom?: unknown }[];
  ports?: { name?: string; containerPort: number }[];
  resources?: Record<string, Record<string, string>>;
  readinessProbe?: unknown;
  livenessProbe?: unknown;
  securityContext?: unknown;
  volumeMounts?: unknown[];
}

/** The parts of a pod that presets decide. */
export interface Pod {
  containers: [Container];
  serviceAccountName?: string;
  securityContext?: unknown;
  volumes?: unknown[];
  nodeSelector?: Record<string, string>;
  tolerations?: unknown[];
}

interface WorkloadSpec {
  replicas: number;
  startupPolicy?: string;
  rolloutStrategy?: unknown;
  template?: { spec: Pod };
  leaderWorkerTemplate?: {
    size: number;
    leaderTemplate: { spec: Pod };
    workerTemplate: { spec: Pod };
  };
}

/**
 * What a preset renders to with some inputs; throws its issues when it does
 * not. Pods that its mode does not have are an error to ask for.
 */
export function renderPreset(
  name: string,
  inputs: Record<string, unknown> = {},
  values: unknown = {},
) {
  const result = renderWorkload({
    preset: { name, inputs },
    values,
    name: 'chat',
    namespace: 'ml',
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  const spec = result.manifests[0].spec as WorkloadSpec;
  const pod = (found: { spec: Pod } | undefined): Pod => {
    if (!found) {
      throw new Error(`${name} has no such pod in this mode`);
    }
    return found.spec;
  };
  return {
    ...result,
    spec,
    object: (kind: string): Manifest | undefined =>
      result.manifests.find(manifest => manifest.kind === kind),
    get server() {
      return pod(spec.template);
    },
    get leader() {
      return pod(spec.leaderWorkerTemplate?.leaderTemplate);
    },
    get worker() {
      return pod(spec.leaderWorkerTemplate?.workerTemplate);
    },
  };
}

/** The single container of a pod. */
export function containerOf(pod: Pod): Container {
  return pod.containers[0];
}
