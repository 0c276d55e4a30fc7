import { canonicalQuantity } from '@aikit-backstage/plugin-aikit-common';
import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { scaledValue } from '../controllers/intOrPercent';
import { PODS } from '../objects/resourceTypes';
import { placePod } from './podWebhook';
import {
  annotationOf,
  labelOf,
  LEADER_WORKER_SETS,
  LeaderWorkerSet,
  LeaderWorkerSetSpec,
  lwsKey,
} from './types';

// As Kubernetes names the controller's Service after a default installation.
const SERVICE = 'https://lws-webhook-service.lws-system.svc:443';
const MUTATE_SET = '/mutate-leaderworkerset-x-k8s-io-v1-leaderworkerset';
const MAX_INT32 = 2147483647;
const DNS_LABEL = '[a-z]([-a-z0-9]*[a-z0-9])?';
const SUB_TOPOLOGY = 'subgroup-exclusive-topology';
const ROLLING = 'rolloutStrategy.rollingUpdateConfiguration';
const NOT_NEGATIVE = 'must be greater than or equal to 0';

/**
 * Registers LWS's webhooks. While they are not served, LeaderWorkerSets can be
 * neither created nor changed, and their pods not created. Nobody asks them
 * about a LeaderWorkerSet's status and scale.
 */
export function registerWebhooks(api: ObjectApi, isServed: () => boolean) {
  const call = (webhook: string, path: string) => {
    if (!isServed()) {
      const message = `failed calling webhook "${webhook}": failed to call webhook: Post "${SERVICE}${path}?timeout=10s": dial tcp 10.96.0.20:443: connect: connection refused`;
      const text = `Internal error occurred: ${message}`;
      const causes = [{ message }];
      throw new ApiError(500, 'InternalError', text, { causes });
    }
  };
  api.admit(LEADER_WORKER_SETS, (lws, _previous, subresource) => {
    if (subresource === 'scale') {
      return lws;
    }
    call('mleaderworkerset.kb.io', MUTATE_SET);
    return { ...lws, spec: completed(lws.spec) };
  });
  api.admit(
    LEADER_WORKER_SETS,
    (lws, previous, subresource) => {
      if (subresource !== 'scale') {
        validate(lws, previous);
      }
      return lws;
    },
    'validating',
  );
  api.admit(PODS, (pod, previous) => {
    if (previous || labelOf(pod, 'name') === undefined) {
      return pod;
    }
    call('mpod.kb.io', '/mutate--v1-pod');
    return placePod(pod);
  });
}

/**
 * What LWS's mutating webhook makes of a spec: quantities in canonical form,
 * `resources` in each container. Other defaults are in the CRD.
 */
function completed(given: LeaderWorkerSetSpec): LeaderWorkerSetSpec {
  const text = JSON.stringify(given, (field, value) => {
    if (/^(limits|requests)$/.test(field) && typeof value === 'object') {
      const entries = Object.entries<string | number>(value);
      return Object.fromEntries(
        entries.map(([name, amount]) => [name, canonicalQuantity(amount)]),
      );
    }
    return /^(c|initC)ontainers$/.test(field) && Array.isArray(value)
      ? value.map(container => ({ resources: {}, ...container }))
      : value;
  });
  const spec: LeaderWorkerSetSpec = JSON.parse(text);
  const { leaderWorkerTemplate: template } = spec;
  const isOld = template.restartPolicy === 'Default';
  return {
    ...spec,
    leaderWorkerTemplate: {
      // So a missing template looks to the CRD, which refuses it.
      ...({ workerTemplate: { spec: { containers: null } } } as object),
      ...template,
      ...(isOld && { restartPolicy: 'None' }),
    },
  };
}

/**
 * Checks what LWS's validating webhook checks, in its words.
 *
 * @param previous - the stored one, when it is changed
 * @throws ApiError 403 with all that is wrong; 500 where the real webhook
 *   fails, for want of a sub-group size
 */
function validate(lws: LeaderWorkerSet, previous = lws) {
  const found = [
    ...ownProblems(lws),
    ...subGroupProblems(lws, previous.spec.leaderWorkerTemplate),
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
  return Object.keys(rules)
    .filter(complaint => rules[complaint])
    .map(
      complaint =>
        `${field}: Invalid value: ${JSON.stringify(value)}: ${complaint}`,
    );
}

function ownProblems({ metadata: { name }, spec }: LeaderWorkerSet) {
  const { replicas, rolloutStrategy } = spec;
  const { size } = spec.leaderWorkerTemplate;
  const { maxUnavailable, maxSurge, partition } =
    rolloutStrategy.rollingUpdateConfiguration;
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
    ...amountProblems('maxUnavailable', maxUnavailable),
    ...amountProblems('maxSurge', maxSurge),
    ...amountProblems('partition', partition),
    ...problems(`spec.${ROLLING}.maxUnavailable`, maxUnavailable, {
      'must not be 0 when `maxSurge` is 0':
        replicas !== 0 &&
        scaledValue(maxUnavailable, replicas, 'down') === 0 &&
        scaledValue(maxSurge, replicas, 'up') === 0,
    }),
  ];
}

function amountProblems(field: string, amount: number | string) {
  const isText = typeof amount === 'string';
  const isPercent = isText && /^[0-9]+%$/.test(amount);
  return problems(`spec.${ROLLING}.${field}`, amount, {
    [NOT_NEGATIVE]: !isText && amount < 0,
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')":
      isText && !isPercent,
    'invalid value': isText && !isPercent,
    'must not be greater than 100%': isPercent && parseInt(amount, 10) > 100,
  });
}

function subGroupProblems(
  lws: LeaderWorkerSet,
  previous: LeaderWorkerSet['spec']['leaderWorkerTemplate'],
): string[] {
  const { size, subGroupPolicy } = lws.spec.leaderWorkerTemplate;
  const topology = annotationOf(lws, SUB_TOPOLOGY);
  const before = previous.subGroupPolicy?.subGroupSize;
  const now = subGroupPolicy?.subGroupSize;
  if (subGroupPolicy && !now) {
    const fault =
      now === 0
        ? 'integer divide by zero'
        : 'invalid memory address or nil pointer dereference';
    throw refused(500, '', `panic: runtime error: ${fault} [recovered]`);
  }
  const divides = (total: number) => now === undefined || total % now === 0;
  const isExcluded = subGroupPolicy?.subGroupPolicyType === 'LeaderExcluded';
  const sizeField = 'spec.leaderWorkerTemplate.SubGroupPolicy.subGroupSize';
  return [
    ...problems(`metadata.annotations.${lwsKey(SUB_TOPOLOGY)}`, topology, {
      'cannot have subgroup-exclusive-topology without subGroupSize set':
        topology !== undefined && !now,
    }),
    ...problems(sizeField, now ?? before, {
      'subGroupSize must be equal or greater than 1': Number(now) < 1,
      'size or size - 1 must be divisible by subGroupSize':
        !divides(size) && !divides(size - 1),
      'subGroupSize cannot be larger than size': size < Number(now),
      'size-1 must be divisible by subGroupSize when using LeaderExcluded':
        isExcluded && !divides(size - 1),
      'field is immutable': !!now && !!before && now !== before,
      'cannot enable subGroupSize after the lws is already created':
        now !== undefined && before === undefined,
      'cannot remove subGroupSize after enabled':
        now === undefined && before !== undefined,
    }),
  ];
}
