import type { Container, PodSpec } from './podSpecs';

/** One field that a level does not allow as it is. */
export interface Objection {
  /** From the pod's specification: `containers[0].securityContext.privileged`. */
  field: string;
  /** What is wrong and a way out, as a sentence whose subject is the field. */
  message: string;
}

/** One control of the Pod Security Standards. */
export type Check = (pod: PodSpec) => Objection[];

type PodContext = NonNullable<PodSpec['securityContext']>;
type ContainerContext = NonNullable<Container['securityContext']>;

/** The items of a list of a pod, with their paths. */
export function listed<T>(
  list: string,
  items: T[] = [],
): [path: string, item: T][] {
  return items.map((item, index) => [`${list}[${index}]`, item]);
}

/** Every container, also those that run first, with its path. */
export function containersOf(
  pod: PodSpec,
): [path: string, container: Container][] {
  return [
    ...listed('initContainers', pod.initContainers),
    ...listed('containers', pod.containers),
  ];
}

/** The security contexts of all containers; an absent one is empty. */
export function containerContexts(
  pod: PodSpec,
): [path: string, context: ContainerContext][] {
  return containersOf(pod).map(([path, { securityContext = {} }]) => [
    `${path}.securityContext`,
    securityContext,
  ]);
}

/** The security contexts of the pod and of all its containers. */
export function allContexts(
  pod: PodSpec,
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
