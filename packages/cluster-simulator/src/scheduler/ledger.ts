import type { IPodAffinityTerm } from 'kubernetes-models/v1/PodAffinityTerm';
import { ObjectStore } from '../api/objectStore';
import { Node, Pod } from '../objects/kinds';
import {
  Amounts,
  amountsOf,
  combine,
  podRequests,
} from '../objects/podRequests';
import { NODES, PODS } from '../objects/resourceTypes';
import { isPodFinished } from '../runtime/pods';

/** What a node offers, and what of it is taken by pods. */
export interface NodeAccount {
  /** Undefined when pods name a node that does not exist. */
  node?: Node;
  allocatable: Amounts;
  used: Amounts;
  /** By their uids. */
  pods: Map<string, Pod>;
}

/** Whether a pod takes resources of its node. It does until it has ended. */
export function occupies(pod: Pod | undefined): boolean {
  return !!pod?.spec.nodeName && !isPodFinished(pod);
}

/** What a pod requires of the places of other pods. */
export function requiredTerms(
  { spec }: Pod,
  kind: 'podAffinity' | 'podAntiAffinity',
): IPodAffinityTerm[] {
  const { [kind]: wishes } = spec.affinity ?? {};
  return wishes?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** Accounts of all nodes. Make it while the store is still empty. */
export class Ledger {
  /** How many required anti-affinities the pods on all nodes have. */
  exclusiveTerms = 0;
  readonly #accounts = new Map<string, NodeAccount>();

  constructor(store: ObjectStore) {
    store.subscribe(NODES, ({ type, object }) => {
      const account = this.#account(object.metadata.name);
      account.node = type === 'DELETED' ? undefined : object;
      account.allocatable = amountsOf(object.status?.allocatable);
    });
    store.subscribe(PODS, ({ type, object, previous }) => {
      const left = occupies(previous);
      if (left !== (type !== 'DELETED' && occupies(object))) {
        this.#move(left ? previous! : object, left ? -1 : 1);
      }
    });
  }

  /** Of the nodes that exist, in the order in which they were created. */
  get nodes(): NodeAccount[] {
    return [...this.#accounts.values()].filter(({ node }) => node);
  }

  #account(name: string): NodeAccount {
    const account = this.#accounts.get(name) ?? {
      allocatable: new Map(),
      used: new Map(),
      pods: new Map(),
    };
    this.#accounts.set(name, account);
    return account;
  }

  #move(pod: Pod, sign: 1 | -1) {
    const { used, pods } = this.#account(pod.spec.nodeName!);
    combine(used, podRequests(pod.spec), (a, b) => a + sign * b);
    this.exclusiveTerms += sign * requiredTerms(pod, 'podAntiAffinity').length;
    if (sign === 1) {
      pods.set(pod.metadata.uid, pod);
    } else {
      pods.delete(pod.metadata.uid);
    }
  }
}
