import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { invalid } from '../api/apiError';
import { Pod, StatefulSet } from '../objects/kinds';
import { PODS } from '../objects/resourceTypes';
import { NewPod, podFromTemplate } from './pods';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';
/** Label: the name of the ControllerRevision that a pod was made from. */
const REVISION = 'controller-revision-hash';
const LONGEST_LABEL = 63;

/** The number at the end of a pod's name; -1 when it is not one of the set's. */
export function ordinalOf({ metadata }: StatefulSet, pod: Pod): number {
  const prefix = `${metadata.name}-`;
  const digits = pod.metadata.name.slice(prefix.length);
  return pod.metadata.name.startsWith(prefix) && /^\d+$/.test(digits)
    ? Number(digits)
    : -1;
}

export function revisionOf({ metadata }: Pod): string | undefined {
  return metadata.labels?.[REVISION];
}

/** A pod of a set at one of its revisions. */
export function newStatefulPod(
  set: StatefulSet,
  ordinal: number,
  { name, template }: { name: string; template: IPodTemplateSpec },
): NewPod {
  const { metadata, ...pod } = podFromTemplate(template, set);
  const { generateName: _prefix, ...rest } = metadata as typeof metadata & {
    generateName?: string;
  };
  const podName = `${set.metadata.name}-${ordinal}`;
  return {
    ...pod,
    metadata: {
      ...rest,
      name: podName,
      labels: {
        ...rest.labels,
        [POD_INDEX]: String(ordinal),
        [REVISION]: name,
        [POD_NAME]: podName,
      },
    },
    spec: {
      ...pod.spec,
      hostname: podName,
      ...(set.spec.serviceName && { subdomain: set.spec.serviceName }),
    },
  };
}

/**
 * Names that a set makes are longer than its own: a set may be accepted whose
 * pods are not.
 *
 * @throws ApiError 422 when a label or the host name is too long
 */
export function checkNames({ metadata, spec }: NewPod) {
  const { name, labels = {} } = metadata as { name: string } & typeof metadata;
  const tooLong = (field: string, value: string, unit: string) => ({
    reason: 'FieldValueInvalid',
    field,
    message: `Invalid value: "${value}": must be no more than ${LONGEST_LABEL} ${unit}`,
  });
  const causes = [
    ...[labels[REVISION], labels[POD_NAME]]
      .filter(value => value.length > LONGEST_LABEL)
      .map(value => tooLong('metadata.labels', value, 'bytes')),
    ...[spec.hostname ?? '']
      .filter(value => value.length > LONGEST_LABEL)
      .map(value => tooLong('spec.hostname', value, 'characters')),
  ];
  if (causes.length > 0) {
    throw invalid(PODS, name, causes);
  }
}
