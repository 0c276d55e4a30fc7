import type { Container, PodSpec } from './podSpecs';
import type { PodSecurityLevel } from '@aikit-backstage/plugin-aikit-common';

/** One field that a level does not allow as it is. */
export interface Objection {
  /** From the pod's specification: `containers[0].securityContext.privileged`. */
  field: string;
  /** What is wrong and a way out, as a sentence whose subject is the field. */
  message: string;
}

/** One control of the Pod Security Standards. */
export interface Check {
  /** The lowest level that has it; higher levels have it, too. */
  level: Exclude<PodSecurityLevel, 'privileged'>;
  find(pod: PodSpec): Objection[];
}

type PodContext = NonNullable<PodSpec['securityContext']>;
type ContainerContext = NonNullable<Container['securityContext']>;

/** Every container, also those that run first, with its path. */
export function containersOf(
  pod: PodSpec,
): [path: string, container: Container][] {
  return (['initContainers', 'containers'] as const).flatMap(list =>
    (pod[list] ?? []).map((container, index): [string, Container] => [
      `${list}[${index}]`,
      container,
    ]),
  );
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
