/**
 * Levels of the Pod Security Standards, from the one that allows everything to
 * the strictest.
 *
 * @public
 */
export const POD_SECURITY_LEVELS = [
  'privileged',
  'baseline',
  'restricted',
] as const;

/** @public */
export type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

/**
 * Label of a namespace with the level that its pods are held to.
 *
 * @public
 */
export const ENFORCE_LABEL = 'pod-security.kubernetes.io/enforce';

/** Narrows the value of {@link ENFORCE_LABEL}. */
export function isPodSecurityLevel(
  value: string | undefined,
): value is PodSecurityLevel {
  return POD_SECURITY_LEVELS.some(level => level === value);
}
