import { coalesce, Coalesced } from '@aikit-backstage/plugin-aikit-node';
import { StatusChange, WorkloadRow } from './rows';
import { WorkloadStatuses } from './WorkloadStatuses';

/** Changes within so many milliseconds are told of together. */
const COALESCE_MS = 50;

/**
 * Notices when what the catalog should know of the portal's workloads has
 * changed: one has appeared, has gone, or has other catalog annotations. So
 * does a change of a cluster's state: it says how far what is missing can be
 * taken for gone.
 */
export class CatalogChanges {
  readonly #statuses: WorkloadStatuses;
  readonly #announce: Coalesced;
  #unsubscribe?: () => void;

  constructor(options: { statuses: WorkloadStatuses; announce: () => void }) {
    this.#statuses = options.statuses;
    this.#announce = coalesce(options.announce, COALESCE_MS);
  }

  start(): void {
    this.#unsubscribe = this.#statuses.subscribe(change => {
      if (concernsCatalog(change)) {
        this.#announce.request();
      }
    });
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#announce.cancel();
  }
}

function concernsCatalog({ clusterState, rows }: StatusChange): boolean {
  return (
    clusterState ||
    rows.some(({ before, after }) => catalogOf(before) !== catalogOf(after))
  );
}

function catalogOf(row: WorkloadRow | undefined): string | undefined {
  const catalog = row?.managed ? row.status.catalog : undefined;
  return (
    catalog?.entityRef &&
    JSON.stringify([catalog.entityRef, catalog.owner, catalog.system])
  );
}
