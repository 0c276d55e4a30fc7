import { rbac, serviceAccount } from './access';
import { httpRoute } from './httpRoute';
import { ingress } from './ingress';
import { kueue } from './kueue';
import { namespace } from './namespace';
import { networkPolicy } from './networkPolicy';
import { podDisruptionBudget } from './podDisruptionBudget';

/** Values of what belongs to a workload beside its pods and its Service. */
export const accessories = {
  serviceAccount: serviceAccount.optional(),
  rbac: rbac.optional(),
  ingress: ingress.optional(),
  httpRoute: httpRoute.optional(),
  networkPolicy: networkPolicy.optional(),
  podDisruptionBudget: podDisruptionBudget.optional(),
  kueue: kueue.optional(),
  namespace: namespace.optional(),
};
