export {
  type AikitService,
  aikitServiceRef,
  type AikitServiceRequestOptions,
} from './AikitService';
