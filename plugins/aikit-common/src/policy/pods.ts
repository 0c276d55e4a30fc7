import type { PodResources } from '../accelerators/effective';
import type { Manifest } from '../api/contract';
import type { Role } from '../values/effectivePod';
import type { Broken } from '../values/issues';
import type { ValuePath } from '../values/paths';

interface Named {
  name?: string;
}

/** A variable of a container, as far as policy looks at it. */
interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef?: Named };
}

/** A container, as far as policy looks at it. */
export interface Container {
  name: string;
  image?: string;
  command?: string[];
  args?: string[];
  env?: EnvVar[];
  envFrom?: { secretRef?: Named }[];
}

/** A volume: its name and one source. */
export interface Volume {
  name: string;
  hostPath?: { path?: string };
  secret?: { secretName?: string };
  projected?: { sources?: ({ secret?: Named } & Record<string, unknown>)[] };
  csi?: { nodePublishSecretRef?: Named };
  image?: { reference?: string };
  [source: string]: unknown;
}

interface PodSpec {
  serviceAccountName?: string;
  priorityClassName?: string;
  runtimeClassName?: string;
  containers?: Container[];
  initContainers?: Container[];
  ephemeralContainers?: Container[];
  volumes?: Volume[];
}

/** A kind of pod that manifests make. */
export interface PolicyPod {
  /** In a LeaderWorkerSet. */
  role?: Role;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  spec: PodSpec & PodResources;
}

interface Template {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: PodSpec & PodResources;
}

/** A manifest that makes pods, as far as policy looks at it. */
export interface WorkloadManifest extends Manifest {
  spec?: {
    replicas?: number;
    selector?: { matchLabels?: Record<string, string> };
    template?: Template;
    /** Of a StatefulSet. */
    volumeClaimTemplates?: unknown[];
    leaderWorkerTemplate?: {
      volumeClaimTemplates?: unknown[];
      size?: number;
      leaderTemplate?: Template;
      workerTemplate?: Template;
    };
  };
}

/**
 * The kinds of pod of a manifest, the serving one first. Without a template of
 * its own, the leader is made from the workers'.
 */
export function podsOfManifest({ spec = {} }: WorkloadManifest): PolicyPod[] {
  const { template, leaderWorkerTemplate: group } = spec;
  const pod = (from: Template | undefined, role?: Role): PolicyPod[] =>
    from
      ? [
          {
            role,
            labels: from.metadata?.labels ?? {},
            annotations: from.metadata?.annotations ?? {},
            spec: from.spec ?? {},
          },
        ]
      : [];
  return [
    ...pod(template),
    ...pod(group?.leaderTemplate ?? group?.workerTemplate, 'leader'),
    ...pod(group?.workerTemplate, 'worker'),
  ];
}

/**
 * All containers of a pod, with the path to what is in each: for that which
 * the values describe from the pod's values, for others from the pod.
 */
export function containersOf({
  spec,
}: PolicyPod): [path: ValuePath, container: Container][] {
  const lists = [
    'containers',
    'initContainers',
    'ephemeralContainers',
  ] as const;
  return lists.flatMap(list =>
    (spec[list] ?? []).map((container, index): [ValuePath, Container] => [
      list === 'containers' && index === 0 ? [] : [list, index],
      container,
    ]),
  );
}

/** Values of the top level that have another key in a role. */
const ROLE_PATHS: Record<string, ValuePath> = {
  'serviceAccount.name': ['serviceAccountName'],
};

/**
 * Looks at each kind of pod, and reports what it breaks at the value it comes
 * from. What leader and workers break alike comes from the top level; the rest
 * from the role.
 *
 * @param look - reports with paths from the pod's values, as at the top level
 */
export function forEachPod(
  pods: readonly PolicyPod[],
  look: (pod: PolicyPod, report: (broken: Broken) => void) => void,
  report: (broken: Broken) => void,
): void {
  const found = pods.map(pod => {
    const ofPod = new Map<string, Broken>();
    look(pod, broken => ofPod.set(JSON.stringify(broken), broken));
    return ofPod;
  });
  pods.forEach(({ role }, index) => {
    for (const [key, broken] of found[index]) {
      const { path = [] } = broken;
      const isShared = !role || found.every(others => others.has(key));
      report(
        isShared
          ? broken
          : {
              ...broken,
              path: [
                'leaderWorkerSet',
                role,
                ...(ROLE_PATHS[path.join('.')] ?? path),
              ],
            },
      );
    }
  });
}
