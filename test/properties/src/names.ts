import type { Manifest } from '@aikit-backstage/plugin-aikit-common';

const DNS_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

type Metadata = Partial<Manifest['metadata']>;

function keyErrors(key: string): string[] {
  const name = key.slice(key.indexOf('/') + 1);
  return LABEL_KEY.test(key) && name.length <= 63
    ? []
    : [`the key ${key} is no qualified name`];
}

function metadataErrors({ labels = {}, annotations = {} }: Metadata): string[] {
  return [
    ...Object.keys({ ...labels, ...annotations }).flatMap(keyErrors),
    ...Object.entries(labels)
      .filter(([, value]) => !LABEL_VALUE.test(value) || value.length > 63)
      .map(([key, value]) => `${key}: ${value} is no label value`),
  ];
}

interface Group {
  replicas?: number;
  leaderWorkerTemplate: {
    size?: number;
    leaderTemplate: { metadata: Metadata };
    workerTemplate: { metadata: Metadata };
  };
}

/**
 * Names that the controllers make of a LeaderWorkerSet's: a StatefulSet's, of
 * which a label of its pods is made, has at most 52 characters.
 */
function groupErrors({ metadata, spec }: Manifest, groups: number): string[] {
  const { leaderWorkerTemplate } = spec as Group;
  const { size = 1, leaderTemplate, workerTemplate } = leaderWorkerTemplate;
  const workers = `${metadata.name}-${Math.max(groups - 1, 0)}`;
  return [
    ...[metadata.name, ...(size > 1 ? [workers] : [])]
      .filter(name => name.length > 52)
      .map(name => `the StatefulSet ${name} has no pods`),
    ...metadataErrors(leaderTemplate.metadata),
    ...metadataErrors(workerTemplate.metadata),
  ];
}

/**
 * Names and labels that Kubernetes or a controller would refuse.
 *
 * @param groups - how many groups the workload may have at most
 */
export function nameErrors(manifest: Manifest, groups: number): string[] {
  const { kind, metadata } = manifest;
  return [
    ...(DNS_1035.test(metadata.name) && metadata.name.length <= 63
      ? []
      : [`${kind} has the name ${metadata.name}`]),
    ...metadataErrors(metadata),
    ...(kind === 'LeaderWorkerSet' ? groupErrors(manifest, groups) : []),
  ];
}
