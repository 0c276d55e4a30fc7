export {
  ENFORCE_LABEL,
  isPodSecurityLevel,
  POD_SECURITY_LEVELS,
  type PodSecurityLevel,
} from './levels';
export {
  podSecurityViolations,
  type PodSecurityViolation,
} from './podSecurity';
