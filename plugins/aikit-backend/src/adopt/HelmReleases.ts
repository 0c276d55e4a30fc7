import {
  HelmRelease,
  ReleaseTarget,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ClusterAccess,
  KubernetesObject,
  SECRETS,
} from '@aikit-backstage/plugin-aikit-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, toError } from '@backstage/errors';
import { ReleaseRecord, readRecord } from './releaseRecord';
import { readRevision } from './storedRevision';

const CHART = 'aikit';
const DEPLOYED = 'deployed';

/** Where releases are looked for. */
type Where = Pick<ReleaseTarget, 'cluster' | 'namespace'>;

/** A release, with the Secrets that hold its revisions. */
export interface StoredRelease {
  record: ReleaseRecord;
  secrets: string[];
  /** Helm's status of the newest revision, which need not be the record's. */
  newestStatus: string;
}

/**
 * Releases of the AIKit chart, as Helm 3 keeps them in Secrets.
 *
 * All methods throw Backstage's error classes.
 */
export class HelmReleases {
  readonly #access: ClusterAccess;
  readonly #logger: LoggerService;

  constructor(options: { access: ClusterAccess; logger: LoggerService }) {
    this.#access = options.access;
    this.#logger = options.logger;
  }

  /**
   * In the order of their names. One whose record cannot be read may be of any
   * chart: it is left out, which the log says; asking for it tells why.
   */
  async list(where: Where): Promise<HelmRelease[]> {
    // No more than one Secret of each release is held: they may be megabytes.
    const counting = new Map<string, KubernetesObject>();
    for await (const secret of this.#secrets(where, 'owner=helm')) {
      const name = labelOf(secret, 'name');
      const other = counting.get(name);
      counting.set(name, other ? current([other, secret]) : secret);
    }
    const releases: HelmRelease[] = [];
    // One after the other, so that the event loop has its turn in between.
    for (const [name, secret] of [...counting].sort(byName)) {
      try {
        const { chart, revision, status } = await readRevision(secret);
        if (chart.name === CHART) {
          releases.push({ name, chart, revision, status });
        }
      } catch (error) {
        this.#logger.warn(
          `Helm release ${name} in cluster '${where.cluster}' is not listed: ${
            toError(error).message
          }`,
        );
      }
    }
    return releases;
  }

  /**
   * @throws NotFoundError also for a release of another chart; ConflictError
   * for one whose record cannot be read
   */
  async get({ release, ...where }: ReleaseTarget): Promise<StoredRelease> {
    const secrets: KubernetesObject[] = [];
    const all = this.#secrets(where, `owner=helm,name=${release}`);
    for await (const secret of all) {
      secrets.push(secret);
    }
    if (secrets.length > 0) {
      const revision = await readRevision(current(secrets));
      if (revision.chart.name === CHART) {
        return {
          record: readRecord(revision),
          secrets: secrets.map(({ metadata }) => metadata.name),
          newestStatus: labelOf(newest(secrets), 'status'),
        };
      }
    }
    throw new NotFoundError(
      `There is no Helm release ${release} of the chart ${CHART} in namespace ${where.namespace} of cluster '${where.cluster}'`,
    );
  }

  async *#secrets(
    { cluster, namespace }: Where,
    labelSelector: string,
  ): AsyncGenerator<KubernetesObject> {
    const pages = this.#access.list(cluster, SECRETS, {
      namespace,
      labelSelector,
      // Each may be of a megabyte.
      limit: 20,
    });
    for await (const { items } of pages) {
      yield* items;
    }
  }
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function labelOf({ metadata }: KubernetesObject, label: string): string {
  return metadata.labels?.[label] ?? '';
}

function newest(revisions: KubernetesObject[]): KubernetesObject {
  return revisions.reduce((a, b) =>
    Number(labelOf(b, 'version')) > Number(labelOf(a, 'version')) ? b : a,
  );
}

/** The newest revision that is deployed, or else the newest. */
function current(revisions: KubernetesObject[]): KubernetesObject {
  const deployed = revisions.filter(
    secret => labelOf(secret, 'status') === DEPLOYED,
  );
  return newest(deployed.length > 0 ? deployed : revisions);
}
