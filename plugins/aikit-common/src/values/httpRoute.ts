import { z } from 'zod';
import { fields } from './fields';
import { dnsLabel, hostName, objectName } from './names';
import { must, obeys, unique } from './rules/rule';
import { annotationMap, wholeNumber } from './scalars';

const MAX_PARENTS = 32;
const MAX_HOST_NAMES = 16;
const MAX_MATCHES = 64;

const parentRef = fields({
  group: z.union([z.literal(''), objectName]).optional(),
  kind: z
    .string()
    .max(63)
    .regex(/^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/, {
      error: 'must be a kind such as Gateway',
    })
    .optional(),
  namespace: dnsLabel.optional(),
  name: objectName,
  sectionName: objectName.optional(),
  port: wholeNumber(1, 65535).optional(),
});

type ParentRef = z.output<typeof parentRef>;

/** Which object it is, whatever of it is meant. */
function parentOf({ group, kind, namespace, name }: ParentRef): string {
  const full = [group ?? 'gateway.networking.k8s.io', kind ?? 'Gateway'];
  return [...full, namespace ?? '', name].join('/');
}

/** Several references to one parent must say which listener each means. */
const parentRefs = z
  .array(parentRef)
  .min(1)
  .max(MAX_PARENTS)
  .superRefine(
    obeys((refs, report) =>
      refs.forEach((ref, index) => {
        const others = refs.filter(
          other => other !== ref && parentOf(other) === parentOf(ref),
        );
        const isTold =
          Boolean(ref.sectionName) &&
          others.every(({ sectionName }) => sectionName !== ref.sectionName);
        if (others.length > 0 && !isTold) {
          report({
            rule: 'parent-sections',
            path: [index, 'sectionName'],
            message:
              'must be given, and differ, where several entries name one parent: name the listener, or keep one entry',
          });
        }
      }),
    ),
  );

/** Ambiguous parts, and characters that a path has only when encoded. */
const PATH =
  /^\/(?!.*(\/\/|\/\.{1,2}(\/|$)|%2f))([-\w/.~!$&'()*+,;=:@]|%[0-9a-f]{2})*$/i;

const pathMatch = fields({
  type: z.enum(['PathPrefix', 'Exact', 'RegularExpression']).optional(),
  value: z.string().max(1024).optional(),
}).superRefine(
  must(
    ({ type, value = '/' }) => type === 'RegularExpression' || PATH.test(value),
    {
      rule: 'http-path',
      path: ['value'],
      message:
        'must be an absolute path without "//", "." and ".." parts and with other characters encoded, such as /v1',
      suggestion: '/',
    },
  ),
);

/** Headers, or parameters of the query; the name is an entry's key. */
function namedMatches(maxLength: number) {
  return z
    .array(
      fields({
        type: z.enum(['Exact', 'RegularExpression']).optional(),
        name: z.string().regex(/^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/, {
          error: 'must be a name as HTTP headers have it, such as x-team',
        }),
        value: z.string().min(1).max(maxLength),
      }),
    )
    .max(16)
    .superRefine(
      obeys(
        unique(({ name }) => name, {
          rule: 'unique-match-names',
          path: ['name'],
          message: 'is the name of an earlier entry: keep one of them',
        }),
      ),
    )
    .optional();
}

const match = fields({
  path: pathMatch.optional(),
  headers: namedMatches(4096),
  queryParams: namedMatches(1024),
  method: z
    .enum([
      'GET',
      'HEAD',
      'POST',
      'PUT',
      'DELETE',
      'CONNECT',
      'OPTIONS',
      'TRACE',
      'PATCH',
    ])
    .optional(),
});

/**
 * How requests from outside of the cluster get in, by a route of a Gateway.
 * Source of the rules: the CRD of HTTPRoute, `gateway.networking.k8s.io/v1`.
 */
export const httpRoute = fields({
  enabled: z.boolean().optional(),
  annotations: annotationMap.optional(),
  parentRefs: parentRefs.optional(),
  hostnames: z.array(hostName).max(MAX_HOST_NAMES).optional(),
  matches: z.array(match).max(MAX_MATCHES).optional(),
}).superRefine(
  must(({ enabled, parentRefs: parents }) => !enabled || Boolean(parents), {
    rule: 'http-route-parents',
    path: ['parentRefs'],
    message:
      'is required with enabled: name the Gateway, such as - name: public',
  }),
);
