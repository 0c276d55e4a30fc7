import {
  ClusterAccess,
  KubernetesObject,
  ReleaseTarget,
  SECRETS,
} from '@aikit-backstage/plugin-aikit-node';
import { NotFoundError } from '@backstage/errors';
import { toBackstageError } from '../deploy/clusterErrors';
import { ReleaseRecord, readReleaseRecord } from './releaseRecord';

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

  constructor(access: ClusterAccess) {
    this.#access = access;
  }

  /** In the order of their names. Records of others are passed over. */
  async list(where: Where): Promise<ReleaseRecord[]> {
    const secrets = await this.#secrets(where, 'owner=helm');
    const names = new Set(secrets.map(secret => labelOf(secret, 'name')));
    return [...names]
      .flatMap(name => {
        const revisions = secrets.filter(
          secret => labelOf(secret, 'name') === name,
        );
        try {
          return [readReleaseRecord(current(revisions))];
        } catch {
          return [];
        }
      })
      .filter(isAikit)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * @throws NotFoundError also for a release of another chart
   */
  async get({ release, ...where }: ReleaseTarget): Promise<StoredRelease> {
    const secrets = await this.#secrets(where, `owner=helm,name=${release}`);
    if (secrets.length > 0) {
      const record = readReleaseRecord(current(secrets));
      if (isAikit(record)) {
        return {
          record,
          secrets: secrets.map(({ metadata }) => metadata.name),
          newestStatus: labelOf(newest(secrets), 'status'),
        };
      }
    }
    throw new NotFoundError(
      `There is no Helm release ${release} of the chart ${CHART} in namespace ${where.namespace} of cluster '${where.cluster}'`,
    );
  }

  async #secrets(
    { cluster, namespace }: Where,
    labelSelector: string,
  ): Promise<KubernetesObject[]> {
    const secrets: KubernetesObject[] = [];
    try {
      const pages = this.#access.list(cluster, SECRETS, {
        namespace,
        labelSelector,
        // Each may be of a megabyte.
        limit: 20,
      });
      for await (const { items } of pages) {
        secrets.push(...items);
      }
    } catch (error) {
      throw toBackstageError(error);
    }
    return secrets;
  }
}

function isAikit({ chart }: ReleaseRecord): boolean {
  return chart.name === CHART;
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
