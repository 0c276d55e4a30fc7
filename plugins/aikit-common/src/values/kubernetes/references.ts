import { z } from 'zod';
import { fields } from '../fields';
import { dataKey, dnsLabel, objectName } from '../names';
import { must, obeys } from '../rules/rule';
import { suggest } from '../suggest';
import { canonicalQuantity } from '../../quantities/quantity';

/** A key of a Secret or a ConfigMap. */
export const keyRef = fields({
  name: objectName,
  key: dataKey,
  optional: z.boolean().optional(),
});

const IDENTITY = ['metadata.name', 'metadata.namespace', 'metadata.uid'];

/** One label or annotation of the pod, by its key. */
const SUBSCRIPT = /^metadata\.(labels|annotations)\['[^']+'\]$/;

/**
 * A field of the pod itself. A template with another one is taken by
 * LeaderWorkerSet, and its pods are then refused one by one.
 *
 * @param known - the fields that can be referred to, beside labels and
 *   annotations by key
 */
function fieldOfPod(known: readonly string[]) {
  return fields({
    apiVersion: z.literal('v1').optional(),
    fieldPath: z.string().superRefine(
      must(path => known.includes(path) || SUBSCRIPT.test(path), {
        rule: 'pod-field',
        message: `must be one of ${known.join(
          ', ',
        )}, or one label or annotation: metadata.labels['example.com/team']`,
        suggestion: (path: string) => suggest(path, known) ?? known[0],
      }),
    ),
  });
}

/** A field of the pod that a variable can have. */
export const fieldRef = fieldOfPod([
  ...IDENTITY,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

/** A field of the pod that a file in a volume can have. */
export const fileFieldRef = fieldOfPod([
  ...IDENTITY,
  'metadata.labels',
  'metadata.annotations',
]);

const RESOURCES = ['limits', 'requests'].flatMap(section =>
  ['cpu', 'memory', 'ephemeral-storage'].map(name => `${section}.${name}`),
);

const containerResource = z.string().superRefine(
  must(
    resource =>
      RESOURCES.includes(resource) ||
      /^(limits|requests)\.hugepages-./.test(resource),
    {
      rule: 'container-resource',
      message: `must be one of ${RESOURCES.join(', ')}`,
      suggestion: (resource: string) =>
        suggest(resource, RESOURCES) ?? RESOURCES[0],
    },
  ),
);

/** The units that a resource can be counted in. */
function isUnit(resource: string, divisor: string): boolean {
  return resource.endsWith('.cpu')
    ? ['0', '1', '1m'].includes(divisor)
    : /^(0|1|1[kMGTPE]|1[KMGTPE]i)$/.test(divisor);
}

function resourceOf<Name extends z.ZodType>(containerName: Name) {
  return fields({
    containerName,
    resource: containerResource,
    divisor: z.union([z.string(), z.number()]).optional(),
  }).superRefine(
    obeys((value, report) => {
      const { resource, divisor } = value as {
        resource: string;
        divisor?: string | number;
      };
      if (
        divisor !== undefined &&
        !isUnit(resource, canonicalQuantity(divisor))
      ) {
        report({
          rule: 'resource-divisor',
          path: ['divisor'],
          message: `must be one unit of ${resource}, such as 1 or ${
            resource.endsWith('.cpu') ? '1m' : '1Mi'
          }`,
          suggestion: '1',
        });
      }
    }),
  );
}

/** A request or limit of the container, which may go unnamed. */
export const resourceFieldRef = resourceOf(dnsLabel.optional());

/** A request or limit of a container, for a file in a volume. */
export const fileResourceFieldRef = resourceOf(dnsLabel);
