import type { Manifest } from '@aikit-backstage/plugin-aikit-common';

/** A probe's or lifecycle hook's target, as far as policy looks at it. */
interface Handler {
  httpGet?: { host?: string };
  tcpSocket?: { host?: string };
}

/** The fields that a pod's and a container's security context share. */
interface SecurityContext {
  runAsUser?: number;
  runAsNonRoot?: boolean;
  seccompProfile?: { type?: string };
  appArmorProfile?: { type?: string };
  seLinuxOptions?: { type?: string; user?: string; role?: string };
  windowsOptions?: { hostProcess?: boolean };
}

/** A container, as far as policy looks at it. */
export interface Container {
  name: string;
  ports?: { hostPort?: number }[];
  livenessProbe?: Handler;
  readinessProbe?: Handler;
  startupProbe?: Handler;
  securityContext?: SecurityContext & {
    allowPrivilegeEscalation?: boolean;
    privileged?: boolean;
    procMount?: string;
    capabilities?: { add?: string[]; drop?: string[] };
  };
}

/** A pod's specification, as far as policy looks at it. */
export interface PodSpec {
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  securityContext?: SecurityContext & { sysctls?: { name: string }[] };
  volumes?: { name: string; [source: string]: unknown }[];
  initContainers?: Container[];
  containers: Container[];
}

interface Template {
  spec: PodSpec;
}

/** The specification of a workload, as far as it has pods. */
interface WorkloadSpec {
  template?: Template;
  leaderWorkerTemplate?: {
    leaderTemplate?: Template;
    workerTemplate?: Template;
  };
}

/** The pods of a rendered workload, by their paths in the manifest. */
export function podSpecs({ spec }: Manifest): [path: string, spec: PodSpec][] {
  const { template, leaderWorkerTemplate: roles } = (spec ??
    {}) as WorkloadSpec;
  const templates: [string, Template | undefined][] = [
    ['spec.template', template],
    ['spec.leaderWorkerTemplate.leaderTemplate', roles?.leaderTemplate],
    ['spec.leaderWorkerTemplate.workerTemplate', roles?.workerTemplate],
  ];
  return templates.flatMap(([path, found]): [string, PodSpec][] =>
    found ? [[`${path}.spec`, found.spec]] : [],
  );
}
