import type { Manifest } from '@aikit-backstage/plugin-aikit-common';
import { MODELS } from './models';
import { VALIDATORS } from './validators';

/** What the real schemas say, a field that they do not know being an error. */
function openApiErrors(manifest: Manifest): string[] {
  const key = `${manifest.apiVersion} ${manifest.kind}`;
  const validate = VALIDATORS.get(key);
  if (!validate) {
    return [`${key}: there is no schema of this kind`];
  }
  validate(manifest);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${key} ${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}

type Templates = Record<'leaderTemplate' | 'workerTemplate', object>;

/** What kubernetes-models can look at: a group's pod templates on their own. */
function partsOf({ kind, ...rest }: Manifest): [kind: string, data: object][] {
  if (kind !== 'LeaderWorkerSet') {
    return [[kind, { kind, ...rest }]];
  }
  const { leaderWorkerTemplate } = rest.spec as {
    leaderWorkerTemplate: Templates;
  };
  return [
    ['PodTemplate', { template: leaderWorkerTemplate.leaderTemplate }],
    ['PodTemplate', { template: leaderWorkerTemplate.workerTemplate }],
  ];
}

function modelErrors(manifest: Manifest): string[] {
  return partsOf(manifest).flatMap(([kind, data]) => {
    try {
      const Model = Object.hasOwn(MODELS, kind) ? MODELS[kind] : undefined;
      if (Model) {
        new Model(data as never).validate();
      }
      return [];
    } catch (error) {
      return [`${kind}: ${error}`];
    }
  });
}

/**
 * Why the API server would not take an object, as far as schemas tell: those
 * of Kubernetes, LeaderWorkerSet and Gateway API, and kubernetes-models.
 */
export function schemaErrors(manifest: Manifest): string[] {
  return [...openApiErrors(manifest), ...modelErrors(manifest)];
}
