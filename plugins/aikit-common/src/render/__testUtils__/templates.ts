import type { Manifest } from '../../api/contract';
import { isMap, ValuesMap } from '../../values/merge';
import { renderWorkload } from '../renderWorkload';

/** A pod template, as far as tests look at it. */
export interface Template {
  metadata: {
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: { containers: [Record<string, unknown>] } & Record<string, unknown>;
}

/** The manifests of values that are right, the workload's first. */
export function rendered(values: ValuesMap): Manifest[] {
  const result = renderWorkload({ values, name: 'chat', namespace: 'ml' });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.manifests;
}

/** The same values in distributed mode. */
export function distributed(values: ValuesMap): ValuesMap {
  const { leaderWorkerSet } = values;
  return {
    ...values,
    leaderWorkerSet: {
      ...(isMap(leaderWorkerSet) && leaderWorkerSet),
      enabled: true,
    },
  };
}

/** The spec of the LeaderWorkerSet, or in standard mode of the Deployment. */
export function workloadSpec(values: ValuesMap) {
  return rendered(values)[0].spec as ValuesMap & {
    template: Template;
    leaderWorkerTemplate: ValuesMap & {
      leaderTemplate: Template;
      workerTemplate: Template;
    };
  };
}

/** The pod templates that values make, in standard and distributed mode. */
export function templates(values: ValuesMap) {
  const group = workloadSpec(distributed(values)).leaderWorkerTemplate;
  return {
    server: workloadSpec(values).template,
    leader: group.leaderTemplate,
    worker: group.workerTemplate,
  };
}
