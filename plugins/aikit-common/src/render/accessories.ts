import type { Manifest } from '../api/contract';
import { RenderContext } from './context';
import { httpRoute } from './httpRoute';
import { ingress } from './ingress';
import { namespace } from './namespace';
import { networkPolicy } from './networkPolicy';
import { podDisruptionBudget } from './podDisruptionBudget';
import { role } from './role';
import { roleBinding } from './roleBinding';
import { serviceAccount } from './serviceAccount';

const RENDERERS: ((context: RenderContext) => Manifest | undefined)[] = [
  namespace,
  serviceAccount,
  role,
  roleBinding,
  networkPolicy,
  podDisruptionBudget,
  ingress,
  httpRoute,
];

/** The objects that a workload has only when its values ask for them. */
export function accessories(context: RenderContext): Manifest[] {
  return RENDERERS.map(render => render(context)).filter(
    manifest => manifest !== undefined,
  );
}
