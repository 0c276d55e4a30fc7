export { catalogMetadata } from './entity';
export {
  renderWorkload,
  type RenderInput,
  type RenderResult,
} from './renderWorkload';
export type { WorkloadSize } from './size';
export { toYaml, toYamlDocument } from './toYaml';
