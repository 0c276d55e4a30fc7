export { catalogMetadata } from './entity';
export {
  renderWorkload,
  type RenderInput,
  type RenderResult,
} from './renderWorkload';
export { toYaml, toYamlDocument } from './toYaml';
