import type { PodSpec } from './podSpecs';
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
