import type { Manifest } from '@aikit-backstage/plugin-aikit-common';
import type { Answer, GetTarget } from '@aikit-backstage/test-target';

/** The field manager of what the suite deploys. */
const FIELD_MANAGER = 'backstage-aikit';

interface ResourceType {
  name: string;
  kind: string;
  namespaced: boolean;
}

/** What of an object's answer is looked at. */
export interface Applied {
  metadata: { generation?: number; labels?: Record<string, string> };
  [field: string]: unknown;
}

/** Applies and reads objects of any kind: it asks the cluster for their paths. */
export class Cluster {
  private readonly types = new Map<string, ResourceType[]>();

  constructor(
    private readonly target: GetTarget,
    private readonly namespace: string,
  ) {}

  /** Whether the cluster serves this kind. */
  async serves({ apiVersion, kind }: Manifest): Promise<boolean> {
    return (await this.typeOf(apiVersion, kind)) !== undefined;
  }

  /** What the API server says to an object, without keeping it. */
  async judge(manifest: Manifest): Promise<Answer> {
    return this.send(manifest, { dryRun: 'All' });
  }

  /**
   * Applies an object server-side.
   *
   * @throws Error with the answer of a server that refuses it
   */
  async apply(manifest: Manifest): Promise<Applied> {
    const { status, body } = await this.send(manifest, {});
    if (status >= 300) {
      throw new Error(`${manifest.kind}: ${status} ${JSON.stringify(body)}`);
    }
    return body as Applied;
  }

  /** The objects of a collection, such as `/api/v1/pods`, in the namespace. */
  async list<T>(group: string, plural: string): Promise<T[]> {
    const path = `${group}/namespaces/${this.namespace}/${plural}`;
    const { body } = await this.target().request('GET', path);
    return (body as { items: T[] }).items;
  }

  private async send(
    manifest: Manifest,
    query: Record<string, string>,
  ): Promise<Answer> {
    const { apiVersion, kind, metadata } = manifest;
    const type = await this.typeOf(apiVersion, kind);
    if (!type) {
      throw new Error(`${this.target().name} serves no ${apiVersion} ${kind}`);
    }
    const folder = type.namespaced ? `/namespaces/${this.namespace}` : '';
    return this.target().request(
      'PATCH',
      `${groupPath(apiVersion)}${folder}/${type.name}/${metadata.name}`,
      {
        body: manifest,
        contentType: 'application/apply-patch+yaml',
        query: { fieldManager: FIELD_MANAGER, ...query },
      },
    );
  }

  private async typeOf(apiVersion: string, kind: string) {
    const found = (types: ResourceType[] = []) =>
      types.find(type => type.kind === kind && !type.name.includes('/'));
    const known = found(this.types.get(apiVersion));
    if (known) {
      return known;
    }
    // Not kept when it is not there: a kind may be added later.
    const path = groupPath(apiVersion);
    const { status, body } = await this.target().request('GET', path);
    const { resources } = body as { resources?: ResourceType[] };
    if (status === 200 && resources) {
      this.types.set(apiVersion, resources);
    }
    return found(resources);
  }
}

function groupPath(apiVersion: string): string {
  return `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}`;
}
