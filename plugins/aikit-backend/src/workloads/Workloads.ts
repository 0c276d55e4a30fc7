import {
  ClustersResponse,
  Policy,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { Entity } from '@backstage/catalog-model';
import { Mirrors } from '../mirror/types';
import { Answer, makeAnswer } from './answer';
import { ClusterOverviews } from './ClusterOverviews';
import { entitySelection, WorkloadSelection } from './entitySelection';
import { noCluster } from './notThere';
import { rowJson, WorkloadRow } from './rows';
import { View, withoutCluster, withoutTrouble } from './view';
import { WorkloadAnswers } from './WorkloadAnswers';
import { WorkloadStatuses } from './WorkloadStatuses';

const PORTAL_WORKLOADS: WorkloadSelection = {
  id: 'portal',
  signature: 'portal',
  matches: ({ managed, status }) =>
    managed && status.catalog?.entityRef !== undefined,
};

/** Whose a workload says it is, on the object itself. */
export interface Claim {
  entityRef: string;
  owner?: string;
}

function claimOf({ status: { catalog } }: WorkloadRow): Claim | undefined {
  const { entityRef, owner } = catalog ?? {};
  return entityRef ? { entityRef, owner } : undefined;
}

/** For entities without any of the annotations. */
const NOTHING = makeAnswer(
  [],
  '',
  version =>
    `{"version":"${version}","observedAt":"${new Date().toISOString()}","clusters":[],"items":[]}`,
);

/**
 * What is known of workloads and clusters, from memory. It asks nobody whether
 * it may be shown.
 */
export class Workloads {
  readonly #mirrors: Mirrors;
  readonly #statuses: WorkloadStatuses;
  readonly #answers: WorkloadAnswers;
  readonly #overviews: ClusterOverviews;
  readonly #unclaimed: Policy['unclaimed'];

  constructor(options: {
    mirrors: Mirrors;
    statuses: WorkloadStatuses;
    answers: WorkloadAnswers;
    overviews: ClusterOverviews;
    policy: Policy;
  }) {
    this.#mirrors = options.mirrors;
    this.#statuses = options.statuses;
    this.#answers = options.answers;
    this.#overviews = options.overviews;
    this.#unclaimed = options.policy.unclaimed;
  }

  /**
   * A `WorkloadsResponse`. An entity without any of the Kubernetes plugin's
   * annotations has neither workloads nor clusters.
   *
   * @throws InputError for a label selector that cannot be read
   */
  ofEntity(entity: Entity, view: View): Answer {
    const selection = entitySelection(entity, this.#unclaimed);
    return selection ? this.#answers.get(selection, view) : NOTHING;
  }

  /**
   * Other entities that own some of what an entity's annotations select.
   *
   * @throws InputError for a label selector that cannot be read
   */
  others(entity: Entity): ReadonlySet<string> {
    const selection = entitySelection(entity, this.#unclaimed);
    return selection ? this.#answers.others(selection) : new Set();
  }

  /** A `WorkloadsResponse` of all that the portal submitted for an entity. */
  ofPortal({ clusters }: Pick<View, 'clusters'>): Answer {
    const entities = this.#answers.others(PORTAL_WORKLOADS);
    return this.#answers.get(PORTAL_WORKLOADS, { entities, clusters });
  }

  /**
   * A `WorkloadResponse`, and whose the workload says it is; nothing when there
   * is no such workload.
   *
   * @throws NotFoundError for a cluster that the Kubernetes plugin does not know
   */
  one(
    { cluster, namespace, name }: WorkloadTarget,
    view: Pick<View, 'clusters'>,
  ): { claim?: Claim; answer: Answer } | undefined {
    const observed = this.#mirrors.get(cluster)?.status();
    if (!observed) {
      throw noCluster(cluster);
    }
    const status = view.clusters ? observed : withoutTrouble(observed);
    const row = this.#statuses.find(cluster, namespace, name);
    if (!row) {
      return undefined;
    }
    const json = rowJson(view.clusters ? row : withoutCluster(row));
    const answer = makeAnswer(
      [status],
      json,
      version =>
        `{"version":"${version}","observedAt":"${
          row.observedAt
        }","cluster":${JSON.stringify(status)},"workload":${json}}`,
    );
    return { claim: claimOf(row), answer };
  }

  /** Whose a workload says it is, as far as it has been seen. */
  claim({ cluster, namespace, name }: WorkloadTarget): Claim | undefined {
    const row = this.#statuses.find(cluster, namespace, name);
    return row && claimOf(row);
  }

  clusters(): ClustersResponse {
    return this.#overviews.get();
  }
}
