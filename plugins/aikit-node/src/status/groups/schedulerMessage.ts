/**
 * Why the scheduler has found no node: each reason with the number of nodes it
 * was given for. The numbers need not add up to the number of nodes.
 */
export interface SchedulerVerdict {
  reasons: {
    text: string;
    /** Absent when the reason is about the pod and not about nodes. */
    nodes?: number;
  }[];
}

const START = /^\d+\/\d+ nodes are available: |^all nodes are unavailable: /;

/**
 * Reads the message of a FailedScheduling event or of a PodScheduled
 * condition: `0/3 nodes are available: 2 Insufficient nvidia.com/gpu, 1 … .`
 * What the scheduler says on preemption after that is left out.
 *
 * @returns undefined when it is no such message
 */
export function parseSchedulerMessage(
  message: string,
): SchedulerVerdict | undefined {
  const start = START.exec(message);
  if (!start) {
    return undefined;
  }
  // A full stop inside a reason, as in a taint's key, has no space behind it.
  const [list] = message.slice(start[0].length).split(/\.(?:\s|$)/, 1);
  return {
    // A comma inside a reason has no number behind it.
    reasons: list.split(/, (?=\d+ )/).map(part => {
      const counted = /^(\d+) (.+)$/s.exec(part);
      return counted
        ? { nodes: Number(counted[1]), text: counted[2] }
        : { text: part };
    }),
  };
}

/** Names of the resources that nodes have too little of. */
export function insufficientResources({ reasons }: SchedulerVerdict): string[] {
  const names = reasons.flatMap(
    ({ text }) => /^Insufficient (\S+)$/.exec(text)?.[1] ?? [],
  );
  return [...new Set(names)];
}

/**
 * Taints that the verdict names, as `key` or `key=value`. Kubernetes names
 * them up to a certain number of them only.
 */
export function namedTaints({ reasons }: SchedulerVerdict): string[] {
  return reasons.flatMap(({ text }) => {
    const taint = /untolerated taint\S* \{([^:}]+):\s*([^}]*)\}/.exec(text);
    if (!taint) {
      return [];
    }
    const [, key, value] = taint;
    return [value ? `${key}=${value}` : key];
  });
}
