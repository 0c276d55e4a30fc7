import type { IPodCondition } from 'kubernetes-models/v1/PodCondition';

/** A condition without the time at which its status changed. */
export interface ConditionContent {
  type: string;
  status: 'True' | 'False';
  reason?: string;
  message?: string;
  /** Of the pod's spec for which it was found. */
  observedGeneration?: number;
}

const SHARED_LIMIT = 5000;
const shared = new Map<string, IPodCondition>();

/**
 * Conditions with one of them set. It keeps its transition time while its
 * status stays; when nothing changes the same array comes back.
 *
 * @param now - as Kubernetes writes a time
 */
export function withCondition(
  conditions: IPodCondition[] | undefined = [],
  content: ConditionContent,
  now: string,
): IPodCondition[] {
  const { type, status, reason, message, observedGeneration } = content;
  const earlier = conditions.find(other => other.type === type);
  const stays = earlier?.status === status && earlier.lastTransitionTime;
  const condition = shareable({
    type,
    status,
    ...(observedGeneration !== undefined && { observedGeneration }),
    // The API writes an unset time as null, which its types do not tell.
    lastProbeTime: null as unknown as undefined,
    lastTransitionTime: stays || now,
    ...(reason && { reason }),
    ...(message && { message }),
  });
  if (!earlier) {
    return [...conditions, condition];
  }
  return earlier === condition
    ? conditions
    : conditions.map(other => (other === earlier ? condition : other));
}

/** The same object for the same content: thousands of pods have equal ones. */
function shareable(condition: IPodCondition): IPodCondition {
  const key = Object.values(condition).join('|');
  const known = shared.get(key);
  if (!known) {
    if (shared.size >= SHARED_LIMIT) {
      shared.clear();
    }
    shared.set(key, condition);
  }
  return known ?? condition;
}
