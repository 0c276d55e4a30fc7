import { ALLOWED_CAPABILITIES } from './baseline';
import { allContexts, containerContexts, objectTo, type Check } from './check';

const ALLOWED_SOURCES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const ALLOWED_PROFILES = ['RuntimeDefault', 'Localhost'];

/**
 * The controls that the level `restricted` adds. Source: "Pod Security
 * Standards" in the documentation of Kubernetes, version 1.36.
 */
export const restrictedChecks: Check[] = [
  pod =>
    (pod.volumes ?? []).flatMap(({ name, ...sources }, index) =>
      Object.keys(sources)
        // A host path is what the baseline objects to already.
        .filter(source => ![...ALLOWED_SOURCES, 'hostPath'].includes(source))
        .map(source => ({
          field: `volumes[${index}].${source}`,
          message: `is no source that is allowed: give the volume ${name} another one, such as persistentVolumeClaim`,
        })),
    ),
  pod =>
    objectTo(
      containerContexts(pod),
      'allowPrivilegeEscalation',
      ({ allowPrivilegeEscalation }) =>
        allowPrivilegeEscalation !== false && 'must be false: set it',
    ),
  pod => {
    const ofPod = pod.securityContext?.runAsNonRoot;
    return objectTo(
      allContexts(pod),
      'runAsNonRoot',
      ({ runAsNonRoot }) =>
        runAsNonRoot === false && 'must not be false: set it to true',
    ).concat(
      objectTo(
        ofPod ? [] : containerContexts(pod),
        'runAsNonRoot',
        ({ runAsNonRoot }) =>
          runAsNonRoot === undefined &&
          'must be true: set it, with an image that runs as another user than root',
      ),
    );
  },
  pod =>
    objectTo(
      allContexts(pod),
      'runAsUser',
      ({ runAsUser }) =>
        runAsUser === 0 && 'must not be 0, which is root: set another user',
    ),
  pod => {
    const allowed = (type: string | undefined) =>
      type !== undefined && ALLOWED_PROFILES.includes(type);
    const ofPod = allowed(pod.securityContext?.seccompProfile?.type);
    return objectTo(
      containerContexts(pod),
      'seccompProfile.type',
      ({ seccompProfile }) =>
        !allowed(seccompProfile?.type) &&
        // The baseline objects to this one.
        seccompProfile?.type !== 'Unconfined' &&
        !(ofPod && seccompProfile === undefined) &&
        'must be RuntimeDefault: set it, or enableRuntimeDefaultSeccompProfile to true',
    );
  },
  pod =>
    objectTo(
      containerContexts(pod),
      'capabilities.drop',
      ({ capabilities }) =>
        !capabilities?.drop?.includes('ALL') && 'must contain ALL: add it',
    ),
  pod =>
    objectTo(containerContexts(pod), 'capabilities.add', ({ capabilities }) => {
      const others = (capabilities?.add ?? []).filter(
        // The baseline objects to those that are not in the list.
        name =>
          name !== 'NET_BIND_SERVICE' && ALLOWED_CAPABILITIES.includes(name),
      );
      return (
        others.length > 0 &&
        'must have nothing but NET_BIND_SERVICE: leave the rest out'
      );
    }),
];
