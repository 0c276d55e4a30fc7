import { KUBERNETES_ID_LABEL, MANAGED_BY } from '../api/annotations';
import type { Pod } from '../values/effectivePod';
import { LABEL_VALUE } from '../values/scalars';
import type { AikitValues } from '../values/schema';
import { isDistributed, RenderContext } from './context';
import { appName } from './naming';

/** Prefix of the labels and annotations of LeaderWorkerSet. */
const LWS_PREFIX = 'leaderworkerset.sigs.k8s.io';

type Labels = Record<string, string>;

/** Labels that identify the workload. */
function identityLabels(values: AikitValues, instance: string): Labels {
  return {
    'app.kubernetes.io/name': appName(values),
    'app.kubernetes.io/instance': instance,
  };
}

/**
 * Labels by which the Deployment of a workload with a name of its own, which
 * Helm installed as a release, selects its pods. A LeaderWorkerSet selects by
 * labels of its own.
 */
export function helmSelector(
  { name, release }: { name?: string; release?: string },
  values: AikitValues,
): Labels | undefined {
  return name !== undefined && release !== undefined && !isDistributed(values)
    ? identityLabels(values, release)
    : undefined;
}

/**
 * Labels that select the pods of a Deployment. A selector cannot be changed,
 * so only what identifies the workload is in it, neither the entity nor the
 * version; and that of a Deployment which is there already is kept.
 */
export function selectorLabels(context: RenderContext): Labels {
  return (
    context.podSelector ?? identityLabels(context.values, context.instance)
  );
}

/**
 * An image tag as the value of a label: without a digest, at most 63
 * characters, and a letter or digit at both ends.
 */
function versionLabel(tag: string): string | undefined {
  if (LABEL_VALUE.test(tag)) {
    return tag || undefined;
  }
  const [name] = tag.split('@', 1);
  const version = name
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63)
    .replace(/[^A-Za-z0-9]+$/, '');
  return version || undefined;
}

function ownLabels(context: RenderContext): Labels {
  const labels = identityLabels(context.values, context.instance);
  const version = versionLabel(context.values.image.tag);
  if (version !== undefined) {
    labels['app.kubernetes.io/version'] = version;
  }
  labels['app.kubernetes.io/managed-by'] = MANAGED_BY;
  return labels;
}

function entityLabels({ entityId }: RenderContext): Labels | undefined {
  return entityId ? { [KUBERNETES_ID_LABEL]: entityId } : undefined;
}

/**
 * Labels of every object of a workload. The version is the tag of the main
 * image, also where a role has an image of its own.
 */
export function objectLabels(context: RenderContext): Labels {
  return Object.assign(ownLabels(context), entityLabels(context));
}

/** Labels of a pod template: the object's, its role's and the user's. */
export function podLabels(
  context: RenderContext,
  { role, values }: Pod,
): Labels {
  const labels = ownLabels(context);
  if (role) {
    labels['app.kubernetes.io/component'] = role;
    labels[`${LWS_PREFIX}/pod-role`] = role;
  }
  return Object.assign(
    labels,
    values.podLabels,
    entityLabels(context),
    role ? undefined : context.podSelector,
  );
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
