import { ApiError } from '../api/apiError';
import { scaledValue } from '../controllers/intOrPercent';
import { annotationOf, LeaderWorkerSet, lwsKey } from './types';

const MAX_INT32 = 2147483647;
const DNS_LABEL = '[a-z]([-a-z0-9]*[a-z0-9])?';
const SUB_GROUP_SIZE = 'spec.leaderWorkerTemplate.SubGroupPolicy.subGroupSize';
const SUB_TOPOLOGY = 'subgroup-exclusive-topology';
const ROLLING = 'spec.rolloutStrategy.rollingUpdateConfiguration';
const NOT_NEGATIVE = 'must be greater than or equal to 0';

/**
 * Checks what LWS's validating webhook checks, in its words.
 *
 * @param previous - the stored one, when it is changed
 * @throws ApiError 403 with all that is wrong; 500 where the real webhook
 *   fails, for want of a sub-group size
 */
export function validate(
  lws: LeaderWorkerSet,
  previous: LeaderWorkerSet | undefined,
) {
  const [now, before] = [lws, previous ?? lws].map(
    ({ spec }) => spec.leaderWorkerTemplate.subGroupPolicy?.subGroupSize,
  );
  const found = [
    ...ownProblems(lws),
    ...subGroupProblems(lws),
    ...problems(SUB_GROUP_SIZE, now ?? before, {
      'field is immutable': Boolean(now && before && now !== before),
      'cannot enable subGroupSize after the lws is already created':
        now !== undefined && before === undefined,
      'cannot remove subGroupSize after enabled':
        now === undefined && before !== undefined,
    }),
  ];
  if (found.length > 0) {
    const list = found.length === 1 ? found[0] : `[${found.join(', ')}]`;
    throw refused(403, 'Forbidden', list);
  }
}

function refused(code: number, reason: string, what: string): ApiError {
  const message = `admission webhook "vleaderworkerset.kb.io" denied the request: ${what}`;
  return new ApiError(code, reason, message);
}

/** @param rules - what to say, and whether it is to be said */
function problems(
  field: string,
  value: unknown,
  rules: Record<string, boolean>,
): string[] {
  const text = `${field}: Invalid value: ${JSON.stringify(value)}`;
  return Object.entries(rules)
    .filter(([, isBroken]) => isBroken)
    .map(([complaint]) => `${text}: ${complaint}`);
}

function ownProblems({ metadata: { name }, spec }: LeaderWorkerSet) {
  const { replicas, leaderWorkerTemplate, rolloutStrategy } = spec;
  const { size } = leaderWorkerTemplate;
  const { maxUnavailable, maxSurge, partition } =
    rolloutStrategy.rollingUpdateConfiguration;
  const isStuck =
    replicas !== 0 &&
    scaledValue(maxUnavailable, replicas, 'down') === 0 &&
    scaledValue(maxSurge, replicas, 'up') === 0;
  return [
    ...problems('metadata.name', name, {
      'must be no more than 63 characters': name.length > 63,
      [`a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${DNS_LABEL}')`]:
        !new RegExp(`^${DNS_LABEL}$`).test(name),
    }),
    ...problems('spec.leaderWorkerTemplate.size', size, {
      'size must be equal or greater than 1': size < 1,
    }),
    ...problems('spec.replicas', replicas, {
      [`the product of replicas and worker replicas must not exceed ${MAX_INT32}`]:
        replicas * size > MAX_INT32,
    }),
    ...amountProblems(`${ROLLING}.maxUnavailable`, maxUnavailable),
    ...amountProblems(`${ROLLING}.maxSurge`, maxSurge),
    ...problems(`${ROLLING}.partition`, partition, {
      [NOT_NEGATIVE]: partition < 0,
    }),
    ...problems(`${ROLLING}.maxUnavailable`, maxUnavailable, {
      'must not be 0 when `maxSurge` is 0': isStuck,
    }),
  ];
}

function amountProblems(field: string, amount: number | string) {
  const isText = typeof amount === 'string';
  const isPercent = isText && /^[0-9]+%$/.test(amount);
  return problems(field, amount, {
    [NOT_NEGATIVE]: !isText && amount < 0,
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')":
      isText && !isPercent,
    'invalid value': isText && !isPercent,
    'must not be greater than 100%': isPercent && parseInt(amount, 10) > 100,
  });
}

function subGroupProblems(lws: LeaderWorkerSet): string[] {
  const { size, subGroupPolicy } = lws.spec.leaderWorkerTemplate;
  if (!subGroupPolicy) {
    const topology = annotationOf(lws, SUB_TOPOLOGY);
    return problems(`metadata.annotations.${lwsKey(SUB_TOPOLOGY)}`, topology, {
      'cannot have subgroup-exclusive-topology without subGroupSize set':
        topology !== undefined,
    });
  }
  const { subGroupSize, subGroupPolicyType } = subGroupPolicy;
  if (!subGroupSize) {
    const fault =
      subGroupSize === 0
        ? 'integer divide by zero'
        : 'invalid memory address or nil pointer dereference';
    throw refused(500, '', `panic: runtime error: ${fault} [recovered]`);
  }
  const leaderIsExtra = (size - 1) % subGroupSize === 0;
  return problems(SUB_GROUP_SIZE, subGroupSize, {
    'subGroupSize must be equal or greater than 1': subGroupSize < 1,
    'size or size - 1 must be divisible by subGroupSize':
      size % subGroupSize !== 0 && !leaderIsExtra,
    'subGroupSize cannot be larger than size': size < subGroupSize,
    'size-1 must be divisible by subGroupSize when using LeaderExcluded':
      subGroupPolicyType === 'LeaderExcluded' && !leaderIsExtra,
  });
}
