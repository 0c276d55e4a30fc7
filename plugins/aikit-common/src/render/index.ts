export {
  renderWorkload,
  type RenderInput,
  type RenderResult,
} from './renderWorkload';
export { toYaml } from './toYaml';
