import { z } from 'zod';
import { fields } from './fields';
import { hostName, objectName } from './names';
import { must } from './rules/rule';
import { annotationMap } from './scalars';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** What a path must not contain: it would not match what it seems to. */
const AMBIGUOUS = /\/\/|\/\.{1,2}(\/|$)|%2f/i;

const path = fields({
  path: z.string(),
  pathType: z.enum(['Prefix', 'Exact', 'ImplementationSpecific']).optional(),
}).superRefine(
  must(
    ({ path: text, pathType }) =>
      text.startsWith('/') &&
      (pathType === 'ImplementationSpecific' || !AMBIGUOUS.test(text)),
    {
      rule: 'http-path',
      path: ['path'],
      message:
        'must be an absolute path without "//", "." and ".." parts, such as /v1',
      suggestion: '/',
    },
  ),
);

const hosts = z
  .array(fields({ host: hostName, paths: z.array(path).min(1).optional() }))
  .min(1);

/**
 * How requests from outside of the cluster get in, by an Ingress. Source of
 * the rules: the validation of `networking.k8s.io/v1` in Kubernetes.
 */
export const ingress = fields({
  enabled: z.boolean().optional(),
  className: z.union([z.literal(''), objectName]).optional(),
  annotations: annotationMap.optional(),
  hosts: hosts.optional(),
  tls: z
    .array(
      fields({
        secretName: objectName.optional(),
        hosts: z.array(hostName).optional(),
      }),
    )
    .optional(),
})
  .superRefine(
    must(value => !value.enabled || Boolean(value.hosts), {
      rule: 'ingress-hosts',
      path: ['hosts'],
      message:
        'is required with enabled, because without a host the model would answer for all of them: give one, such as - host: chat.example.com',
    }),
  )
  .superRefine(
    must(
      ({ className, annotations = {} }) =>
        !className || !Object.hasOwn(annotations, CLASS_ANNOTATION),
      {
        rule: 'ingress-class',
        path: ['annotations', CLASS_ANNOTATION],
        message: 'must be left out with className: keep className',
        suggestion: null,
      },
    ),
  );
