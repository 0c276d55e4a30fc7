import { canonicalTemplate } from './canonicalTemplate';
import { LeaderWorkerSet, LeaderWorkerSetSpec } from './types';
import { validate } from './validation';

/**
 * Fills in and checks a LeaderWorkerSet, as the defaults of LWS's CRD and its
 * two webhooks do.
 *
 * @param previous - the stored one, when it is changed
 * @throws ApiError as {@link validate}
 */
export function admitLeaderWorkerSet(
  given: LeaderWorkerSet,
  previous: LeaderWorkerSet | undefined,
): LeaderWorkerSet {
  const lws = { ...given, spec: withDefaults(given.spec) };
  validate(lws, previous);
  return lws;
}

function withDefaults(spec: LeaderWorkerSetSpec): LeaderWorkerSetSpec {
  const { networkConfig, rolloutStrategy, leaderWorkerTemplate } = spec;
  const rolling = rolloutStrategy?.rollingUpdateConfiguration;
  const { subGroupPolicy, restartPolicy } = leaderWorkerTemplate;
  const template = {
    ...leaderWorkerTemplate,
    size: leaderWorkerTemplate.size ?? 1,
    restartPolicy:
      restartPolicy === 'Default'
        ? ('None' as const)
        : restartPolicy ?? 'RecreateGroupOnPodRestart',
    ...(subGroupPolicy && {
      subGroupPolicy: {
        ...subGroupPolicy,
        subGroupPolicyType: subGroupPolicy.subGroupPolicyType ?? 'LeaderWorker',
      },
    }),
  };
  // Only where it has something to fill in does the webhook write at all: with
  // it goes the whole object in the form that LWS's types give it.
  const rewritten =
    !networkConfig?.subdomainPolicy || !rolling || restartPolicy === 'Default';
  return {
    ...spec,
    replicas: spec.replicas ?? 1,
    startupPolicy: spec.startupPolicy ?? 'LeaderCreated',
    leaderWorkerTemplate: rewritten ? canonicalTemplate(template) : template,
    networkConfig: {
      subdomainPolicy: networkConfig?.subdomainPolicy ?? 'Shared',
    },
    rolloutStrategy: {
      type: rolloutStrategy?.type ?? 'RollingUpdate',
      rollingUpdateConfiguration: {
        maxUnavailable: rolling?.maxUnavailable ?? 1,
        maxSurge: rolling?.maxSurge ?? 0,
        partition: rolling?.partition ?? 0,
      },
    },
  };
}
