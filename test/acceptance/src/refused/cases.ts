import { ACCESS, LABELS } from './access';
import { PORTS, PROBES, RESOURCES, VARIABLES } from './container';
import { AUTOSCALERS, BUDGETS, DEPLOYMENTS } from './deployments';
import { BY_CRD, BY_WEBHOOK } from './leaderWorkerSets';
import { INGRESSES, ROUTES, SERVICES } from './network';
import { POLICIES } from './policies';
import { PRIVILEGES } from './privileges';
import { Refusal } from './refusal';
import { PLACEMENT, PODS, SPREADING } from './scheduling';
import { MOUNTS, VOLUMES } from './volumes';

export type { Refusal } from './refusal';
export { SILENT_FAILURES } from './silent';

/** Cases of one matter. */
export interface RefusalGroup {
  about: string;
  cases: Refusal[];
  /** Whether the simulator refuses their objects, too. */
  simulated?: boolean;
}

/** What a cluster refuses. */
export const REFUSALS: RefusalGroup[] = [
  {
    about: 'LeaderWorkerSets, by their webhook',
    cases: BY_WEBHOOK,
    simulated: true,
  },
  { about: 'LeaderWorkerSets, by their CRD', cases: BY_CRD, simulated: true },
  { about: 'Deployments', cases: DEPLOYMENTS },
  { about: 'ports', cases: PORTS },
  { about: 'variables', cases: VARIABLES },
  { about: 'probes', cases: PROBES },
  { about: 'resources', cases: RESOURCES },
  { about: 'privileges', cases: PRIVILEGES },
  { about: 'volumes', cases: VOLUMES },
  { about: 'mounts', cases: MOUNTS },
  { about: 'spreading', cases: SPREADING },
  { about: 'placement', cases: PLACEMENT },
  { about: 'pods', cases: PODS },
  { about: 'Services', cases: SERVICES },
  { about: 'autoscalers', cases: AUTOSCALERS },
  { about: 'disruption budgets', cases: BUDGETS },
  { about: 'Ingresses', cases: INGRESSES },
  { about: 'routes', cases: ROUTES },
  { about: 'network policies', cases: POLICIES },
  { about: 'accounts and rights', cases: ACCESS },
  { about: 'labels and annotations', cases: LABELS },
];
