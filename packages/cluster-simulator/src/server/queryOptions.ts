import { ApiError, badRequest, invalid } from '../api/apiError';
import { WriteOptions } from '../api/objectApi';
import { RequestOptions } from '../writes/objectWriter';
import { Call } from './call';
import { APPLY_PATCH, contentTypeOf } from './requestBody';

const REASONS = {
  Forbidden: 'FieldValueForbidden',
  'Invalid value': 'FieldValueInvalid',
  'Required value': 'FieldValueRequired',
  'Unsupported value': 'FieldValueNotSupported',
};

/** A rule about options, and what is said of a field that breaks it. */
export type Rule = [
  broken: unknown,
  field: string,
  problem: keyof typeof REASONS,
  why: string,
];

/**
 * @param kind - of the options
 * @throws ApiError 422 when any rule is broken
 */
export function checkRules(kind: string, rules: Rule[], name = '') {
  const causes = rules
    .filter(([broken]) => broken)
    .map(([, field, problem, why]) => {
      return { reason: REASONS[problem], message: `${problem}: ${why}`, field };
    });
  if (causes.length > 0) {
    const group = name ? '' : 'meta.k8s.io';
    throw invalid({ group, kind }, name, causes);
  }
}

/** @throws ApiError 400 */
export function numberIn(
  query: URLSearchParams,
  name: string,
): number | undefined {
  const text = query.get(name);
  if (text && !/^[-+]?\d+$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  }
  return text ? Number(text) : undefined;
}

/** Anything but `false` and `0` is true, even the empty text. */
export function booleanIn(
  query: URLSearchParams,
  name: string,
): boolean | undefined {
  const text = query.get(name);
  return text === null ? undefined : text !== '0' && text !== 'false';
}

/** There is one kind of dry run. */
export function dryRunRule(dryRun: string[]): Rule {
  return [
    dryRun.some(value => value !== 'All'),
    'dryRun',
    'Unsupported value',
    `${JSON.stringify(dryRun)}: supported values: "All"`,
  ];
}

const FIELD_VALIDATIONS = ['Ignore', 'Strict', 'Warn'] as const;
const KINDS: Record<string, string> = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
};

/** The options of a create, update or patch. @throws ApiError 422 */
export function writeOptions({
  query,
  request,
  verb,
  path: { subresource },
}: Call): RequestOptions & WriteOptions {
  const dryRun = query.getAll('dryRun');
  const fieldManager = query.get('fieldManager') || undefined;
  const validation = query.get('fieldValidation');
  const fieldValidation = FIELD_VALIDATIONS.find(v => v === validation);
  const applies = contentTypeOf(request) === APPLY_PATCH;
  checkRules(KINDS[verb], [
    [
      applies && !fieldManager,
      'fieldManager',
      'Required value',
      'is required for apply patch',
    ],
    [
      verb === 'patch' && !applies && query.has('force'),
      'force',
      'Forbidden',
      'may not be specified for non-apply patch',
    ],
    dryRunRule(dryRun),
    [
      validation && !fieldValidation,
      'fieldValidation',
      'Unsupported value',
      `"${validation}": supported values: "", "Ignore", "Strict", "Warn"`,
    ],
  ]);
  return {
    dryRun: dryRun.length > 0,
    fieldManager,
    fieldValidation,
    force: booleanIn(query, 'force'),
    userAgent: request.headers['user-agent'],
    ...((subresource === 'status' || subresource === 'scale') && {
      subresource,
    }),
  };
}

/**
 * The resource version of a request as a number; 0 when there is none.
 *
 * @throws ApiError 400
 */
export function revisionIn(query: URLSearchParams): number {
  const text = query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(text)) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
    );
  }
  return Number(text);
}

/** @throws ApiError 504 when a version does not exist yet */
export function checkRevision(wanted: number, current: number) {
  if (wanted > current) {
    const causes = [
      {
        reason: 'ResourceVersionTooLarge',
        message: 'Too large resource version',
      },
    ];
    throw new ApiError(
      504,
      'Timeout',
      `Timeout: Too large resource version: ${wanted}, current: ${current}`,
      { causes, retryAfterSeconds: 1 },
    );
  }
}
