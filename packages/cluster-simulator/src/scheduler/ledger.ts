import type { IPodAffinityTerm } from 'kubernetes-models/v1/PodAffinityTerm';
import { isPodFinished } from '../controllers/pods';
import { Node, Pod } from '../objects/kinds';
import { NODES, PODS } from '../objects/resourceTypes';
import { ObjectStore } from '../store/objectStore';
import { Amounts, addTo, amountsOf, podRequests } from './podRequests';

/** What there is on a node, and what of it pods have. */
export interface NodeAccount {
  /** Undefined for a name that pods have and no node. */
  node?: Node;
  allocatable: Amounts;
  used: Amounts;
  /** By their uids. */
  pods: Map<string, Pod>;
}

/** Whether a pod takes its share of its node. It does so while it ends. */
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

/** Accounts of all nodes, which follow what is stored. */
export class Ledger {
  /** How many required anti-affinities the pods on all nodes have. */
  exclusiveTerms = 0;
  readonly #accounts = new Map<string, NodeAccount>();

  /** Reads what is stored, and follows it until the function is called. */
  follow(store: ObjectStore): () => void {
    for (const node of store.list(NODES)) {
      this.#setNode(node);
    }
    for (const pod of store.list(PODS)) {
      this.#move(undefined, pod);
    }
    const subscriptions = [
      store.subscribe(NODES, ({ type, object }) =>
        this.#setNode(object, type !== 'DELETED'),
      ),
      store.subscribe(PODS, ({ type, object, previous }) =>
        this.#move(previous, type === 'DELETED' ? undefined : object),
      ),
    ];
    return () => subscriptions.forEach(unsubscribe => unsubscribe());
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

  #setNode(node: Node, exists = true) {
    const account = this.#account(node.metadata.name);
    account.node = exists ? node : undefined;
    account.allocatable = amountsOf(node.status?.allocatable);
  }

  #move(before: Pod | undefined, after: Pod | undefined) {
    const [left, came] = [occupies(before), occupies(after)];
    if (left === came) {
      return;
    }
    const pod = (left ? before : after)!;
    const sign = left ? -1 : 1;
    const { used, pods } = this.#account(pod.spec.nodeName!);
    addTo(used, podRequests(pod.spec), sign);
    this.exclusiveTerms += sign * requiredTerms(pod, 'podAntiAffinity').length;
    if (left) {
      pods.delete(pod.metadata.uid);
    } else {
      pods.set(pod.metadata.uid, pod);
    }
  }
}
