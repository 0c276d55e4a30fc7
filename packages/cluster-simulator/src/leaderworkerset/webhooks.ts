import { canonicalQuantity } from '@aikit-backstage/plugin-aikit-common';
import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { PODS } from '../objects/resourceTypes';
import { placePod } from './podWebhook';
import { LEADER_WORKER_SETS, labelOf, LeaderWorkerSetSpec } from './types';
import { validate } from './validation';

// As Kubernetes names the controller's Service after a default installation.
const SERVICE = 'https://lws-webhook-service.lws-system.svc:443';
const MUTATE_SET = '/mutate-leaderworkerset-x-k8s-io-v1-leaderworkerset';
const SHARED = { subdomainPolicy: 'Shared' };
const ONE_BY_ONE = { maxUnavailable: 1, maxSurge: 0, partition: 0 };

/**
 * Registers LWS's webhooks. While they are not served, LeaderWorkerSets can be
 * neither created nor changed, and their pods not created. Nobody asks them
 * about a LeaderWorkerSet's status and scale.
 */
export function registerWebhooks(api: ObjectApi, isServed: () => boolean) {
  api.admit(LEADER_WORKER_SETS, (lws, _previous, subresource) => {
    if (subresource === 'scale') {
      return lws;
    }
    if (!isServed()) {
      throw unreachable('mleaderworkerset.kb.io', MUTATE_SET);
    }
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
    if (!isServed()) {
      throw unreachable('mpod.kb.io', '/mutate--v1-pod');
    }
    return placePod(pod);
  });
}

/** LWS has it that nothing is done without its webhooks. */
function unreachable(webhook: string, path: string): ApiError {
  const message = `failed calling webhook "${webhook}": failed to call webhook: Post "${SERVICE}${path}?timeout=10s": dial tcp 10.96.0.20:443: connect: connection refused`;
  const text = `Internal error occurred: ${message}`;
  return new ApiError(500, 'InternalError', text, { causes: [{ message }] });
}

/** What the API server cannot fill in by the defaults of LWS's CRD. */
function completed(given: LeaderWorkerSetSpec): LeaderWorkerSetSpec {
  const spec = canonical(given);
  const { leaderWorkerTemplate: template, rolloutStrategy } = spec;
  const isOld = template.restartPolicy === 'Default';
  return {
    ...spec,
    leaderWorkerTemplate: {
      // What LWS's types make of a template that is missing: its CRD refuses it.
      ...({ workerTemplate: { spec: { containers: null } } } as object),
      ...template,
      ...(isOld && { restartPolicy: 'None' }),
    },
    networkConfig: { ...SHARED, ...spec.networkConfig },
    rolloutStrategy: {
      type: rolloutStrategy?.type ?? 'RollingUpdate',
      rollingUpdateConfiguration: {
        ...ONE_BY_ONE,
        ...rolloutStrategy?.rollingUpdateConfiguration,
      },
    },
  };
}

/**
 * As LWS's Go types write it back: quantities in one form, and containers
 * never without resources.
 */
function canonical(spec: LeaderWorkerSetSpec): LeaderWorkerSetSpec {
  const text = JSON.stringify(spec, (field, value) => {
    if (/^(limits|requests)$/.test(field) && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries<string | number>(value).map(([name, quantity]) => [
          name,
          canonicalQuantity(quantity),
        ]),
      );
    }
    return /^(c|initC)ontainers$/.test(field) && Array.isArray(value)
      ? value.map(container => ({ resources: {}, ...container }))
      : value;
  });
  return JSON.parse(text);
}
