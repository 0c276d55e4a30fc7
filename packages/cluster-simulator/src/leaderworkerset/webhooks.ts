import { ObjectApi } from '../api/objectApi';
import { PODS } from '../objects/resourceTypes';
import { admitLeaderWorkerSet } from './admission';
import { admitPod } from './podWebhook';
import { LEADER_WORKER_SETS, labelOf } from './types';
import { unreachable, WEBHOOKS } from './webhookErrors';

/**
 * Registers LWS's webhooks. While they are not served, LeaderWorkerSets and
 * their pods can be neither created nor changed; their status can.
 */
export function registerWebhooks(api: ObjectApi, isServed: () => boolean) {
  api.admit(LEADER_WORKER_SETS, (lws, previous) => {
    if (!isServed()) {
      throw unreachable(WEBHOOKS.mutateSet);
    }
    return admitLeaderWorkerSet(lws, previous);
  });
  api.admit(PODS, (pod, previous) => {
    if (labelOf(pod, 'name') === undefined) {
      return pod;
    }
    if (!isServed()) {
      throw unreachable(previous ? WEBHOOKS.validatePod : WEBHOOKS.mutatePod);
    }
    return previous ? pod : admitPod(pod);
  });
}
