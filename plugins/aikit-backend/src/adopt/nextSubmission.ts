import { isDeepStrictEqual } from 'node:util';
import {
  AdoptRequest,
  AdoptResponse,
  errorLines,
  renderWorkload,
  SubmittedObject,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { apiVersionOf, isKind, isWorkload, KINDS } from '../deploy/kinds';
import { livePodSelector } from '../deploy/podSelector';
import { Adoption } from './adoption';
import { ReleaseManifest, ReleaseRecord } from './releaseRecord';
import { writtenPart } from './writtenPart';

/** Fields of a specification whose change replaces pods. */
const POD_FIELDS = ['template', 'leaderWorkerTemplate', 'networkConfig'];

/**
 * What the next submission of a release's values changes: the objects as they
 * are applied by the adoption, against the objects as they are rendered. Of
 * the former, what the installer's manifests or the rendered ones have: a
 * default of the API server that is owned by the installer stays by itself.
 */
export function nextSubmission(
  { target, objects }: Adoption,
  { values, manifests }: ReleaseRecord,
  { entityRef, owner, system }: AdoptRequest,
): AdoptResponse['next'] {
  const running = objects.map(({ kind, before }) => ({
    kind,
    object: before,
    managed: true,
  }));
  const rendered = renderWorkload({
    values,
    name: target.name,
    namespace: target.namespace,
    entityRef,
    owner,
    system,
    podSelector: livePodSelector(running),
  });
  if (!rendered.ok) {
    const error = errorLines(rendered.issues).join('; ');
    return { objects: [], restarts: false, error };
  }
  const applied = rendered.manifests.map(
    (manifest): KubernetesObject => ({
      ...manifest,
      metadata: { ...manifest.metadata, namespace: target.namespace },
    }),
  );
  const changes = KINDS.flatMap((kind): SubmittedObject[] => {
    const live = objects.find(object => object.kind === kind)?.object;
    const after = applied.find(object => object.kind === kind);
    const before = live && written(live, after, manifests);
    return before || after
      ? [
          {
            apiVersion: apiVersionOf(kind),
            kind,
            name: target.name,
            change: changeOf(before, after),
            ...(before && { before: { ...before } }),
            ...(after && { after: { ...after } }),
          },
        ]
      : [];
  });
  return {
    objects: changes,
    restarts: changes.some(replacesPods),
  };
}

function written(
  object: KubernetesObject,
  after: KubernetesObject | undefined,
  manifests: ReleaseManifest[],
): KubernetesObject {
  const manifest = manifests.find(
    ({ kind, metadata }) =>
      kind === object.kind && metadata.name === object.metadata.name,
  );
  const { spec } = writtenPart(object, manifest, after) as KubernetesObject;
  return { ...object, ...(spec !== undefined && { spec }) };
}

function changeOf(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): SubmittedObject['change'] {
  if (!before || !after) {
    return after ? 'created' : 'deleted';
  }
  return isDeepStrictEqual(before, after) ? 'unchanged' : 'updated';
}

function replacesPods({ kind, before, after }: SubmittedObject): boolean {
  if (!isKind(kind) || !isWorkload(kind)) {
    return false;
  }
  const part = (object: Record<string, unknown> | undefined) => {
    const spec = Object(object?.spec);
    return POD_FIELDS.map(field => spec[field]);
  };
  return !isDeepStrictEqual(part(before), part(after));
}
