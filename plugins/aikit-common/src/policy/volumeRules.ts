import { allows, wouldDo } from './patterns';
import { judgeName, PolicyRule, whoOf } from './judged';
import { ofPods } from './podRules';
import { containersOf, Volume, WorkloadManifest } from './pods';

/** Where a volume comes from: the keys beside its name. */
function kindsOf(volume: Volume): string[] {
  return Object.keys(volume).filter(
    key => key !== 'name' && volume[key] !== undefined,
  );
}

/** Folders of the node by their path, all other volumes by their kind. */
export const volumeKinds = ofPods(({ spec }, { limits }, report) => {
  const { kinds, hostPaths } = limits.volumes;
  const judge = (path: readonly PropertyKey[], kind: string) => {
    if (!kinds.some(allowed => allowed === kind)) {
      report({
        rule: 'policy-volumes',
        path: [...path, kind],
        given: undefined,
        message: `is a kind of volume that ${whoOf(
          limits,
        )} may not use${wouldDo(kinds)}`,
      });
    }
  };
  spec.volumes?.forEach((volume, index) => {
    for (const kind of kindsOf(volume).filter(one => one !== 'hostPath')) {
      judge(['volumes', index], kind);
    }
    const { hostPath, projected } = volume;
    const folder = hostPath?.path ?? '';
    if (hostPath && (folder.includes('..') || !allows(hostPaths, folder))) {
      report({
        rule: 'policy-hostPaths',
        path: ['volumes', index, 'hostPath', 'path'],
        given: folder,
        message: `is a folder of the node that ${whoOf(
          limits,
        )} may not use${wouldDo(hostPaths, {
          also: 'a volume of another kind',
        })}`,
      });
    }
    // What is projected is judged as if it were a volume of its own.
    projected?.sources?.forEach((source, position) =>
      Object.keys(source)
        .filter(kind => kind === 'secret' || kind === 'configMap')
        .forEach(kind =>
          judge(['volumes', index, 'projected', 'sources', position], kind),
        ),
    );
  });
});

/** Claims that are made for each pod are as those that it names. */
export const claimTemplates: PolicyRule = ({ limits, manifests }, report) => {
  const { kinds } = limits.volumes;
  for (const { spec } of manifests as readonly WorkloadManifest[]) {
    const { volumeClaimTemplates, leaderWorkerTemplate: group } = spec ?? {};
    if (
      !kinds.includes('persistentVolumeClaim') &&
      [volumeClaimTemplates, group?.volumeClaimTemplates].some(
        templates => templates && templates.length > 0,
      )
    ) {
      report({
        rule: 'policy-volumes',
        path: [
          'leaderWorkerSet',
          'leaderWorkerTemplate',
          'volumeClaimTemplates',
        ],
        given: undefined,
        message: `makes volumes of the kind persistentVolumeClaim, which ${whoOf(
          limits,
        )} may not use${wouldDo(kinds)}`,
      });
    }
  }
};

/**
 * Pods read the Secrets that the owner may read, however they come by them.
 * Those for pulling images are not among them: they give pods nothing to read.
 */
export const secrets: PolicyRule = ofPods((pod, { limits }, report) => {
  const judge = (path: readonly PropertyKey[], name: string | undefined) => {
    if (name !== undefined) {
      judgeName(limits, report, {
        rule: 'policy-secrets',
        path,
        given: name,
        patterns: limits.volumes.secrets,
      });
    }
  };
  for (const [path, { env = [], envFrom = [] }] of containersOf(pod)) {
    env.forEach(({ valueFrom }, index) =>
      judge(
        [...path, 'env', index, 'valueFrom', 'secretKeyRef', 'name'],
        valueFrom?.secretKeyRef?.name,
      ),
    );
    envFrom.forEach(({ secretRef }, index) =>
      judge([...path, 'envFrom', index, 'secretRef', 'name'], secretRef?.name),
    );
  }
  pod.spec.volumes?.forEach(({ secret, projected, csi }, index) => {
    const at = ['volumes', index];
    judge([...at, 'secret', 'secretName'], secret?.secretName);
    judge(
      [...at, 'csi', 'nodePublishSecretRef', 'name'],
      csi?.nodePublishSecretRef?.name,
    );
    projected?.sources?.forEach(({ secret: projectedSecret }, position) =>
      judge(
        [...at, 'projected', 'sources', position, 'secret', 'name'],
        projectedSecret?.name,
      ),
    );
  });
});
