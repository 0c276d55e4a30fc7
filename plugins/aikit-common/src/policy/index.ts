export { limitsFor, policySchema, readPolicy, type Policy } from './policy';
export {
  policyIssues,
  policyPlaceIssues,
  type PolicyInput,
} from './policyIssues';
export {
  needsApproval,
  policySize,
  totalIssues,
  type PolicySize,
} from './size';
export { withoutSecrets } from './secretsInValues';
