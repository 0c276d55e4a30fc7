import { isAccelerator } from '@aikit-backstage/plugin-aikit-common';
import { deviceWord } from '../accelerators/devices';
import { LWS_ANNOTATIONS } from '../observed/labels';
import { PlacementCause, PlacementProblem } from '../groups/placement';
import { insufficientAccelerators } from './insufficientAccelerators';
import { Rule, Sighting } from './rule';
import { Member, Situation, unplacedFor } from './situation';
import { about, countOf, groupBy, list, quote } from './words';

interface Unplaced {
  situation: Situation;
  members: Member[];
  problem: PlacementProblem;
}

type Words = Pick<Sighting, 'message' | 'remedy'>;

/** A rule on pods that have no node, one sighting for each different answer. */
function placementRule(options: {
  code: string;
  cause: PlacementCause;
  severity?: 'info';
  /** Whether the rule is about such a pod, where others share its cause. */
  applies?(member: Member): boolean;
  keyOf?(problem: PlacementProblem): string;
  describe(unplaced: Unplaced): Words;
}): Rule {
  const { code, cause, applies = () => true, keyOf = () => '' } = options;
  return {
    code,
    severity: options.severity ?? 'warning',
    // A node may be added, or its taints and labels changed, at any time;
    // autoscalers do.
    blocking: false,
    diagnose(situation) {
      const found = unplacedFor(situation, cause).filter(({ member }) =>
        applies(member),
      );
      return groupBy(found, ({ problem }) => keyOf(problem)).map(some => {
        const members = some.map(({ member }) => member);
        const [{ problem }] = some;
        return {
          ...about(members),
          ...options.describe({ situation, members, problem }),
        };
      });
    },
  };
}

function topologyOf({ pod }: Member): string | undefined {
  return pod.annotations[LWS_ANNOTATIONS.exclusiveTopology];
}

/** Rules on pods that the scheduler has not placed. */
export const placementRules: Rule[] = [
  insufficientAccelerators,
  placementRule({
    code: 'insufficient-resources',
    cause: 'resources',
    describe: ({ members, problem: { lacking }, situation }) => ({
      message: `${countOf(members)} cannot be placed: no suitable node of ${
        situation.observation.cluster
      } has enough ${list(lacking) || 'room for another pod'}.`,
      remedy: 'Lower the requests, free nodes, or choose another cluster.',
    }),
    keyOf: ({ lacking }) => lacking.join(),
  }),
  placementRule({
    code: 'untolerated-taint',
    cause: 'taints',
    describe: ({ members, problem: { taints } }) => ({
      message: `${countOf(members)} cannot be placed: nodes have the ${
        taints.length === 1 ? 'taint' : 'taints'
      } ${list(taints)}, not tolerated.`,
      remedy: `Add ${
        taints.length === 1 ? 'a toleration' : 'tolerations'
      } for ${list(taints)}, or take the taint off the nodes.`,
    }),
    keyOf: ({ taints }) => taints.join(),
  }),
  placementRule({
    code: 'node-affinity-mismatch',
    cause: 'node-affinity',
    describe: ({ members, problem: { lacking }, situation }) => {
      const { cluster } = situation.observation;
      const full = lacking.find(isAccelerator);
      // The scheduler looks at resources only where the selector matches.
      return full
        ? {
            message: `${countOf(
              members,
            )} cannot be placed: nodes that match the node selector and node affinity have too few ${full} free; ${cluster} has enough on others.`,
            remedy: `Free ${deviceWord(
              full,
            )} on the nodes that match, or widen the node selector or affinity.`,
          }
        : {
            message: `${countOf(
              members,
            )} cannot be placed: no node that could take them in ${cluster} matches the node selector and node affinity.`,
            remedy:
              'Correct the node selector or affinity, or label the nodes that are meant (`kubectl get nodes --show-labels`).',
          };
    },
    keyOf: ({ lacking }) => lacking.find(isAccelerator) ?? '',
  }),
  placementRule({
    code: 'exclusive-topology',
    cause: 'pod-affinity',
    applies: member => topologyOf(member) !== undefined,
    describe: ({ members }) => ({
      message: `${countOf(
        members,
      )} cannot be placed: a group has to be alone in one ${topologyOf(
        members[0],
      )}, and none has room for it.`,
      remedy: `Free or add a ${topologyOf(
        members[0],
      )} with room for a whole group, lower the number of groups, or remove the exclusive topology.`,
    }),
  }),
  placementRule({
    code: 'pod-affinity-mismatch',
    cause: 'pod-affinity',
    applies: member => topologyOf(member) === undefined,
    describe: ({ members }) => ({
      message: `${countOf(
        members,
      )} cannot be placed: no node satisfies the affinity to other pods.`,
      remedy:
        'Correct the pod affinity or anti-affinity, or add nodes that satisfy it.',
    }),
  }),
  placementRule({
    code: 'scheduling-gated',
    cause: 'gated',
    severity: 'info',
    describe: ({ members }) => ({
      message: `${countOf(
        members,
      )} held back by a scheduling gate, as queues such as Kueue set it.`,
      remedy:
        'See the queue that set the gate: it removes it when it is their turn.',
    }),
  }),
  placementRule({
    code: 'unschedulable',
    cause: 'other',
    describe: ({ members, problem: { message } }) => ({
      message: `${countOf(
        members,
      )} cannot be placed. The scheduler says: ${quote(message)}.`,
      remedy: 'Change what the scheduler names, on the pods or on the nodes.',
    }),
    keyOf: ({ message }) => message,
  }),
];
