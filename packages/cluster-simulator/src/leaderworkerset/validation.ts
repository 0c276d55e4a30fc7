import { scaledValue } from '../controllers/intOrPercent';
import { ANNOTATIONS, LeaderWorkerSet, LeaderWorkerSetSpec } from './types';
import { denied, panicked, WEBHOOKS } from './webhookErrors';

const MAX_INT32 = 2147483647;
const DNS_LABEL = '[a-z]([-a-z0-9]*[a-z0-9])?';
const PERCENT = '[0-9]+%';
const SUB_GROUP_SIZE = 'spec.leaderWorkerTemplate.SubGroupPolicy.subGroupSize';
const ROLLING = 'spec.rolloutStrategy.rollingUpdateConfiguration';
const NOT_NEGATIVE = 'must be greater than or equal to 0';

/**
 * Checks all that LWS's validating webhook checks, in its order and words.
 *
 * @param previous - the stored one, when it is changed
 * @throws ApiError 403 with all that is wrong; 500 where the real webhook
 *   fails, for want of a sub-group size
 */
export function validate(
  lws: LeaderWorkerSet,
  previous: LeaderWorkerSet | undefined,
) {
  const found = [
    ...nameProblems(lws.metadata.name),
    ...sizeProblems(lws.spec),
    ...rollingUpdateProblems(lws.spec),
    ...subGroupProblems(lws),
    ...(previous ? changeProblems(lws.spec, previous.spec) : []),
  ];
  if (found.length > 0) {
    throw denied(
      WEBHOOKS.validateSet,
      found.length === 1 ? found[0] : `[${found.join(', ')}]`,
    );
  }
}

/** @param rules - what to say, and whether it is to be said */
function problems(
  field: string,
  value: unknown,
  rules: Record<string, boolean>,
): string[] {
  return Object.entries(rules)
    .filter(([, broken]) => broken)
    .map(
      ([message]) =>
        `${field}: Invalid value: ${JSON.stringify(value)}: ${message}`,
    );
}

function nameProblems(name: string): string[] {
  return problems('metadata.name', name, {
    'must be no more than 63 characters': name.length > 63,
    [`a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${DNS_LABEL}')`]:
      !new RegExp(`^${DNS_LABEL}$`).test(name),
  });
}

function sizeProblems({
  replicas,
  leaderWorkerTemplate: { size },
}: LeaderWorkerSetSpec): string[] {
  return [
    ...problems('spec.leaderWorkerTemplate.size', size, {
      'size must be equal or greater than 1': size < 1,
    }),
    ...problems('spec.replicas', replicas, {
      [`the product of replicas and worker replicas must not exceed ${MAX_INT32}`]:
        replicas * size > MAX_INT32,
    }),
  ];
}

function rollingUpdateProblems(spec: LeaderWorkerSetSpec): string[] {
  const { maxUnavailable, maxSurge, partition } =
    spec.rolloutStrategy.rollingUpdateConfiguration;
  const mayMove =
    spec.replicas === 0 ||
    scaledValue(maxUnavailable, spec.replicas, 'down') ||
    scaledValue(maxSurge, spec.replicas, 'up');
  const noNumber = (amount: number | string) => ({
    'invalid value':
      typeof amount === 'string' && !/^[-+]?[0-9]+%$/.test(amount),
  });
  return [
    ...amountProblems(`${ROLLING}.maxUnavailable`, maxUnavailable),
    ...amountProblems(`${ROLLING}.maxSurge`, maxSurge),
    ...problems(`${ROLLING}.partition`, partition, {
      [NOT_NEGATIVE]: partition < 0,
    }),
    ...problems(
      `${ROLLING}.maxUnavailable`,
      maxUnavailable,
      noNumber(maxUnavailable),
    ),
    ...problems(`${ROLLING}.maxSurge`, maxSurge, noNumber(maxSurge)),
    ...problems(`${ROLLING}.maxUnavailable`, maxUnavailable, {
      'must not be 0 when `maxSurge` is 0': !mayMove,
    }),
  ];
}

function amountProblems(field: string, amount: number | string): string[] {
  if (typeof amount === 'number') {
    return problems(field, amount, { [NOT_NEGATIVE]: amount < 0 });
  }
  const isPercent = new RegExp(`^${PERCENT}$`).test(amount);
  return problems(field, amount, {
    [`a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '${PERCENT}')`]:
      !isPercent,
    'must not be greater than 100%':
      isPercent && Number.parseInt(amount, 10) > 100,
  });
}

function subGroupProblems({ metadata, spec }: LeaderWorkerSet): string[] {
  const { size, subGroupPolicy } = spec.leaderWorkerTemplate;
  if (!subGroupPolicy) {
    const annotation = ANNOTATIONS.subGroupExclusiveTopology;
    const topology = metadata.annotations?.[annotation];
    return problems(`metadata.annotations.${annotation}`, topology, {
      'cannot have subgroup-exclusive-topology without subGroupSize set':
        topology !== undefined,
    });
  }
  const { subGroupSize, subGroupPolicyType } = subGroupPolicy;
  if (!subGroupSize) {
    throw panicked(
      WEBHOOKS.validateSet,
      subGroupSize === 0
        ? 'integer divide by zero'
        : 'invalid memory address or nil pointer dereference',
    );
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

function changeProblems(
  { leaderWorkerTemplate: { subGroupPolicy: now } }: LeaderWorkerSetSpec,
  { leaderWorkerTemplate: { subGroupPolicy: before } }: LeaderWorkerSetSpec,
): string[] {
  const size = (now ?? before)?.subGroupSize;
  return problems(SUB_GROUP_SIZE, size, {
    'field is immutable':
      now && before ? now.subGroupSize !== before.subGroupSize : false,
    'cannot enable subGroupSize after the lws is already created':
      now !== undefined && before === undefined,
    'cannot remove subGroupSize after enabled':
      now === undefined && before !== undefined,
  });
}
