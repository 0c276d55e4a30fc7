export { catalogMetadata } from './entity';
export {
  concealed,
  inferenceAnnotation,
  LEFT_OUT,
  type SubmittedInference,
  submittedInference,
} from './inference';
export {
  renderWorkload,
  type RenderInput,
  type RenderResult,
} from './renderWorkload';
export type { WorkloadSize } from './size';
export { toYaml, toYamlDocument } from './toYaml';
