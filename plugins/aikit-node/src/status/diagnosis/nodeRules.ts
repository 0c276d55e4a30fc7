import { Rule } from './rule';
import { about, countOf, groupBy, kubectl, quote } from './words';

/** Rules on pods that their node has lost, refused or thrown out. */
export const nodeRules: Rule[] = [
  {
    code: 'node-lost',
    severity: 'error',
    blocking: false,
    diagnose: ({ members, observation }) =>
      groupBy(
        members.filter(({ status }) => status.state === 'unknown'),
        ({ pod }) => pod.nodeName ?? '',
      ).map(some => {
        const name = some[0].pod.nodeName ?? '';
        return {
          ...about(some),
          message: observation.nodes.has(name)
            ? `Node ${name} is not ready: the state of ${countOf(
                some,
              )} on it is not known.`
            : `Node ${name} has gone, and ${countOf(some)} with it.`,
          remedy: `Bring the node back. If it stays away, remove it (\`kubectl delete node ${name}\`), so that its pods are made anew elsewhere.`,
        };
      }),
  },
  {
    code: 'evicted',
    severity: 'warning',
    blocking: false,
    diagnose: ({ members }) =>
      groupBy(
        members.filter(({ pod }) => pod.reason === 'Evicted'),
        ({ pod }) => pod.message ?? '',
      ).map(some => ({
        ...about(some),
        message: `${countOf(some)} evicted by the node: ${
          quote(some[0].pod.message) || 'it ran out of a resource'
        }.`,
        remedy:
          'Request as much memory and ephemeral storage as the model needs, or set a size limit on its volumes.',
      })),
  },
  {
    code: 'refused-by-node',
    severity: 'warning',
    blocking: false,
    diagnose: ({ members, observation }) =>
      groupBy(
        members.filter(({ pod }) => pod.reason === 'UnexpectedAdmissionError'),
        ({ pod }) => `${pod.nodeName} ${pod.message}`,
      ).map(some => ({
        ...about(some),
        message: `Node ${
          some[0].pod.nodeName ?? 'unknown'
        } has refused ${countOf(some)}: ${quote(some[0].pod.message)}.`,
        remedy: `A device of the node is away or unhealthy. See its device plugin, cordon the node, and delete the pod (${kubectl(
          `delete pod ${some[0].pod.name}`,
          observation.workload.namespace,
        )}).`,
      })),
  },
];
