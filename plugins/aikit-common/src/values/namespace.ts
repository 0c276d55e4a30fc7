import { z } from 'zod';
import { POD_SECURITY_LEVELS } from './podSecurityLevels';
import { fields } from './fields';

/** The strictest first: it is what is proposed for a level that there is not. */
const level = z.enum([...POD_SECURITY_LEVELS].reverse()).optional();

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
