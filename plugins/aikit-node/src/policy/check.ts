import type { Manifest } from '@aikit-backstage/plugin-aikit-common';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';

/** One field that a level does not allow as it is. */
export interface Objection {
  /** From the pod's specification: `containers[0].securityContext.privileged`. */
  field: string;
  /** What is wrong and a way out, as a sentence whose subject is the field. */
  message: string;
}

/** One control of the Pod Security Standards. */
export type Check = (pod: IPodSpec) => Objection[];

type PodContext = NonNullable<IPodSpec['securityContext']>;
type ContainerContext = NonNullable<IContainer['securityContext']>;

/** The pods of a rendered workload, by their paths in the manifest. */
export function podSpecs({ spec }: Manifest): [path: string, pod: IPodSpec][] {
  const { template, leaderWorkerTemplate: roles } = (spec ?? {}) as {
    template?: IPodTemplateSpec;
    leaderWorkerTemplate?: {
      leaderTemplate?: IPodTemplateSpec;
      workerTemplate?: IPodTemplateSpec;
    };
  };
  return Object.entries({
    'spec.template.spec': template?.spec,
    'spec.leaderWorkerTemplate.leaderTemplate.spec':
      roles?.leaderTemplate?.spec,
    'spec.leaderWorkerTemplate.workerTemplate.spec':
      roles?.workerTemplate?.spec,
  }).flatMap(([path, pod]): [string, IPodSpec][] => (pod ? [[path, pod]] : []));
}

/** The items of a list of a pod, with their paths. */
export function listed<T>(
  list: string,
  items: T[] = [],
): [path: string, item: T][] {
  return items.map((item, index) => [`${list}[${index}]`, item]);
}

/** Every container, also those that run first, with its path. */
export function containersOf(
  pod: IPodSpec,
): [path: string, container: IContainer][] {
  return [
    ...listed('initContainers', pod.initContainers),
    ...listed('containers', pod.containers),
  ];
}

/** The security contexts of all containers; an absent one is empty. */
export function containerContexts(
  pod: IPodSpec,
): [path: string, context: ContainerContext][] {
  return containersOf(pod).map(([path, { securityContext = {} }]) => [
    `${path}.securityContext`,
    securityContext,
  ]);
}

/** The security contexts of the pod and of all its containers. */
export function allContexts(
  pod: IPodSpec,
): [path: string, context: PodContext | ContainerContext][] {
  return [
    ['securityContext', pod.securityContext ?? {}],
    ...containerContexts(pod),
  ];
}

/** An objection to each of these places for which there is a reason. */
export function objectTo<T>(
  places: [path: string, value: T][],
  field: string,
  message: (value: T) => string | undefined | false,
): Objection[] {
  return places.flatMap(([path, value]) => {
    const why = message(value);
    return why ? [{ field: `${path}.${field}`, message: why }] : [];
  });
}
