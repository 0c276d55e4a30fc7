import { z } from 'zod';
import { fields, oneOf } from '../fields';
import { dataKey, dnsLabel, objectName } from '../names';
import { must, nextName, obeys, unique } from '../rules/rule';
import { annotationMap, labelMap, wholeNumber } from '../scalars';
import { claimSpec } from './claims';
import { fileFieldRef, fileResourceFieldRef } from './references';
import { quantity } from './resources';

const mode = wholeNumber(0, 0o777).optional();
const defaultMode = mode;
const optional = z.boolean().optional();
const readOnly = z.boolean().optional();

/** The parts of a path that lead down. */
function downward(path: string): string {
  return path
    .split('/')
    .filter(part => part && part !== '..')
    .join('/');
}

/** A path inside a volume. */
const innerPath = z.string().superRefine(
  must(path => /^[^/]/.test(path) && !path.split('/').includes('..'), {
    rule: 'relative-path',
    message: 'must be a path inside the volume: relative, and without ".."',
    suggestion: (path: string) => downward(path) || undefined,
  }),
);

const absolutePath = z.string().superRefine(
  must(path => path.startsWith('/') && !path.split('/').includes('..'), {
    rule: 'absolute-path',
    message: 'must be an absolute path without "..", such as /models',
    suggestion: (path: string) => `/${downward(path)}`,
  }),
);

/** The API says no ":"; what becomes of one is left to the runtime. */
const containerPath = absolutePath.superRefine(
  must(path => !path.includes(':'), {
    rule: 'mount-path',
    message: 'must not contain ":", which the API of pods rules out',
    suggestion: (path: string) => path.replaceAll(':', '-'),
  }),
);

const MEDIA = [
  'Memory',
  'HugePages',
  'HugePages-2Mi',
  'HugePages-1Gi',
] as const;

/**
 * The media that are proposed, or pages of any size: which ones there are is up
 * to the processor. The pattern aborts, so that a text which breaks it is an
 * issue of both and gets the nearest medium as a suggestion.
 */
const medium = z
  .union(
    [
      z.enum(MEDIA),
      z.string().regex(/^(HugePages-\d+[KMG]i)?$/, { abort: true }),
    ],
    {
      error:
        'must be Memory, HugePages, or HugePages with the size of the pages such as HugePages-2Mi; leave it out for the disk of the node',
    },
  )
  .optional();

const items = z
  .array(fields({ key: dataKey, path: innerPath, mode }))
  .optional();

const downwardSources = {
  fieldRef: fileFieldRef.optional(),
  resourceFieldRef: fileResourceFieldRef.optional(),
};

const downwardItems = z
  .array(oneOf(downwardSources, { path: innerPath, mode }))
  .optional();

const projections = {
  configMap: fields({ name: objectName, items, optional }).optional(),
  secret: fields({ name: objectName, items, optional }).optional(),
  downwardAPI: fields({ items: downwardItems }).optional(),
  serviceAccountToken: fields({
    path: innerPath,
    audience: z.string().optional(),
    expirationSeconds: wholeNumber(600, 2 ** 32).optional(),
  }).optional(),
};

const HOST_PATH_TYPES = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
] as const;

const sources = {
  emptyDir: fields({
    medium,
    sizeLimit: quantity.optional(),
  }).optional(),
  persistentVolumeClaim: fields({
    claimName: objectName,
    readOnly,
  }).optional(),
  configMap: fields({
    name: objectName,
    items,
    defaultMode,
    optional,
  }).optional(),
  secret: fields({
    secretName: objectName,
    items,
    defaultMode,
    optional,
  }).optional(),
  hostPath: fields({
    path: absolutePath,
    type: z.enum(HOST_PATH_TYPES).optional(),
  }).optional(),
  projected: fields({
    defaultMode,
    sources: z.array(oneOf(projections, {})).min(1),
  }).optional(),
  downwardAPI: fields({ defaultMode, items: downwardItems }).optional(),
  ephemeral: fields({
    volumeClaimTemplate: fields({
      metadata: fields({
        labels: labelMap.optional(),
        annotations: annotationMap.optional(),
      }).optional(),
      spec: claimSpec,
    }),
  }).optional(),
  csi: fields({
    driver: objectName,
    readOnly,
    fsType: z.string().optional(),
    volumeAttributes: z.record(z.string(), z.string()).optional(),
    nodePublishSecretRef: fields({ name: objectName }).optional(),
  }).optional(),
  nfs: fields({
    server: z.string().min(1),
    path: absolutePath,
    readOnly,
  }).optional(),
};

/**
 * Volumes of a pod. Source of the rules: the validation of volumes in
 * Kubernetes' API server.
 */
export const volumes = z.array(oneOf(sources, { name: dnsLabel })).superRefine(
  obeys(
    unique(({ name }) => name, {
      rule: 'unique-volume-names',
      path: ['name'],
      message: 'is the name of an earlier volume: give each its own',
      suggestion: nextName('-'),
    }),
  ),
);

/** Where a container sees the pod's volumes. */
export const volumeMounts = z
  .array(
    fields({
      name: dnsLabel,
      mountPath: containerPath,
      subPath: innerPath.optional(),
      subPathExpr: innerPath.optional(),
      readOnly,
      mountPropagation: z
        .enum(['None', 'HostToContainer', 'Bidirectional'])
        .optional(),
    }).superRefine(
      must(({ subPath, subPathExpr }) => !subPath || !subPathExpr, {
        rule: 'one-sub-path',
        path: ['subPathExpr'],
        message: 'must be left out beside subPath: keep one of them',
        suggestion: null,
      }),
    ),
  )
  .superRefine(
    obeys(
      unique(({ mountPath }) => mountPath, {
        rule: 'unique-mount-paths',
        path: ['mountPath'],
        message: 'is where an earlier entry is mounted: give each its own path',
        suggestion: nextName('-'),
      }),
    ),
  );
