import { isDeepStrictEqual } from 'node:util';
import {
  AdoptRequest,
  AdoptResponse,
  errorLines,
  INFERENCE_ANNOTATION,
  isMap,
  ReleaseTarget,
  renderWorkload,
  SubmittedObject,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { concealed } from '../deploy/conceal';
import { apiVersionOf, isKind, isWorkload, KINDS } from '../deploy/kinds';
import { livePodSelector } from '../deploy/workloadFields';
import { Adoption } from './adoption';
import { StoredRelease } from './HelmReleases';
import { ReleaseManifest, ReleaseRecord } from './releaseRecord';

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
    objects: changes.map(shown),
    restarts: changes.some(replacesPods),
  };
}

/** What is shown of a change, which may have been made of secrets. */
function shown({ before, after, ...change }: SubmittedObject): SubmittedObject {
  return {
    ...change,
    ...(before && { before: concealed(withoutCopy(before), after) }),
    ...(after && { after: concealed(withoutCopy(after), before) }),
  };
}

/** Without the values that the workload remembers: they are the release's. */
function withoutCopy(object: ValuesMap): ValuesMap {
  const { metadata } = object as unknown as KubernetesObject;
  const { [INFERENCE_ANNOTATION]: _, ...annotations } =
    metadata.annotations ?? {};
  return { ...object, metadata: { ...metadata, annotations } };
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

/** What somebody who takes over a release should know, or do next. */
export function hintsFor(
  { namespace, release }: ReleaseTarget,
  { newestStatus }: StoredRelease,
  { surplus, target }: Adoption,
  { forget = false }: AdoptRequest,
): string[] {
  const hints = [
    `Submit ${target.name} with these values from now on; the first submission applies the corrections to the chart that are listed, and not before.`,
  ];
  if (newestStatus !== 'deployed') {
    hints.push(
      `The newest revision of the release is ${newestStatus}: the values are those of the last one that was deployed, and what runs may be something in between.`,
    );
  }
  if (!forget) {
    hints.push(
      `Helm still has its records: do not run helm upgrade, rollback or uninstall on ${release} any more, for uninstall would delete the workload. To have Helm forget it: kubectl delete secret --namespace ${namespace} --selector owner=helm,name=${release}`,
    );
  }
  if (surplus.length > 0 && !forget) {
    const list = surplus.map(({ kind, name }) => `${kind} ${name}`).join(', ');
    hints.push(
      `Of the release, ${list} is no part of the workload and is left as it is; adopting with forget deletes it.`,
    );
  }
  return hints;
}

/**
 * The part of an object that somebody has written: whose fields are in one of
 * the texts. Who creates an object owns the API server's defaults in it as
 * well, and a field that nobody wrote is there again after its removal.
 *
 * An item of a list to which no text has a counterpart is kept whole.
 *
 * @param texts - the object as it was written, without defaults
 */
export function writtenPart(live: unknown, ...texts: unknown[]): unknown {
  const known = texts.filter(text => text !== undefined);
  if (Array.isArray(live)) {
    return live.map((item, index) =>
      writtenPart(
        item,
        ...known.map(text => (Array.isArray(text) ? text[index] : undefined)),
      ),
    );
  }
  if (!isMap(live) || known.length === 0) {
    return live;
  }
  return Object.fromEntries(
    Object.entries(live)
      .filter(([name]) =>
        known.some(text => isMap(text) && Object.hasOwn(text, name)),
      )
      .map(([name, value]) => [
        name,
        writtenPart(
          value,
          ...known.map(text =>
            isMap(text) && Object.hasOwn(text, name) ? text[name] : undefined,
          ),
        ),
      ]),
  );
}
