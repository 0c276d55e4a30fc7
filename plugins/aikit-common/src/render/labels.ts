import { KUBERNETES_ID_LABEL, MANAGED_BY } from '../api/annotations';
import { effectivePod, Role } from '../values/effectivePod';
import { defined, isDistributed, RenderContext } from './context';
import { appName } from './naming';

/** Prefix of the labels and annotations of LeaderWorkerSet. */
const LWS_PREFIX = 'leaderworkerset.sigs.k8s.io';

type Labels = Record<string, string>;

/** Labels that identify the workload. */
function identityLabels({ values, instance }: RenderContext): Labels {
  return {
    'app.kubernetes.io/name': appName(values),
    'app.kubernetes.io/instance': instance,
  };
}

/**
 * Labels that select the pods of a Deployment. A selector cannot be changed,
 * so only what identifies the workload is in it, neither the entity nor the
 * version; and that of a Deployment which is there already is kept.
 */
export function selectorLabels(context: RenderContext): Labels {
  return context.podSelector ?? identityLabels(context);
}

/**
 * An image tag as the value of a label: without a digest, at most 63
 * characters, and a letter or digit at both ends.
 */
function versionLabel(tag: string): string | undefined {
  const version = tag
    .split('@')[0]
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63)
    .replace(/[^A-Za-z0-9]+$/, '');
  return version || undefined;
}

function ownLabels(context: RenderContext): Labels {
  return defined({
    ...identityLabels(context),
    'app.kubernetes.io/version': versionLabel(context.values.image.tag),
    'app.kubernetes.io/managed-by': MANAGED_BY,
  } as Labels);
}

function entityLabels({ entityName }: RenderContext): Labels {
  return entityName ? { [KUBERNETES_ID_LABEL]: entityName } : {};
}

/**
 * Labels of every object of a workload. The version is the tag of the main
 * image, also where a role has an image of its own.
 */
export function objectLabels(context: RenderContext): Labels {
  return { ...ownLabels(context), ...entityLabels(context) };
}

/** Labels of a pod template: the object's, its role's and the user's. */
export function podLabels(context: RenderContext, role?: Role): Labels {
  return {
    ...ownLabels(context),
    ...(role && {
      'app.kubernetes.io/component': role,
      [`${LWS_PREFIX}/pod-role`]: role,
    }),
    ...effectivePod(context.values, role).podLabels,
    ...entityLabels(context),
    ...(!role && context.podSelector),
  };
}

/** Labels that select all pods of the workload. */
export function workloadSelector(context: RenderContext): Labels {
  return isDistributed(context.values)
    ? { [`${LWS_PREFIX}/name`]: context.name }
    : selectorLabels(context);
}

/** Labels that select the pods which answer requests. */
export function endpointLabels(context: RenderContext): Labels {
  return isDistributed(context.values)
    ? {
        [`${LWS_PREFIX}/name`]: context.name,
        [`${LWS_PREFIX}/worker-index`]: '0',
      }
    : selectorLabels(context);
}
