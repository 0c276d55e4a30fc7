export { withKeptNamespace } from './keptNamespace';
export {
  LAYOUTS,
  type LayoutFiles,
  type LayoutName,
  type LayoutSource,
} from './layout';
export {
  layoutFiles,
  type LayoutRequest,
  type LayoutResult,
} from './layoutFiles';
export {
  argocdOptionsSchema,
  fluxOptionsSchema,
  type ArgocdOptions,
  type FluxOptions,
} from './options';
