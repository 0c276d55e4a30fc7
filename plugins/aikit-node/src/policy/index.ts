export {
  podSecurityViolations,
  type PodSecurityViolation,
} from './podSecurity';
