import { z } from 'zod';
import { POD_SECURITY_LEVELS } from '../policy/levels';
import { fields } from './fields';

const level = z.enum(POD_SECURITY_LEVELS).optional();

/**
 * Labels of the namespace, which count for all pods in it. Source: "Pod
 * Security Admission" in the documentation of Kubernetes.
 */
export const namespace = fields({
  podSecurity: fields({
    enforce: level,
    audit: level,
    warn: level,
  }).optional(),
});
