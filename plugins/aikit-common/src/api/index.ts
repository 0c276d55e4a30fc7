export * from './AikitClient';
export * from './adoption';
export * from './annotations';
export * from './clusters';
export * from './contract';
export { fullEntityRef, kubernetesId } from './entityRefs';
export * from './permissions';
export {
  limitsSchema,
  policyResponseSchema,
  type Limits,
  type PolicyResponse,
} from './policy';
export * from './requests';
export * from './signals';
export * from './workloads';
