import { ObjectStore } from '../store/objectStore';
import { isPodFinished } from '../controllers/pods';
import { Node, Pod } from '../objects/kinds';
import { NODES, PODS } from '../objects/resourceTypes';
import { Amounts, addTo, amountsOf, podRequests } from './podRequests';

/** What there is on a node, and what of it pods have. */
export interface NodeAccount {
  name: string;
  /** Undefined for a name that pods have and no node. */
  node?: Node;
  allocatable: Amounts;
  used: Amounts;
  pods: number;
}

/** Whether a pod takes its share of its node. It does so while it ends. */
export function occupies(pod: Pod | undefined): boolean {
  return !!pod?.spec.nodeName && !isPodFinished(pod);
}

/** Accounts of all nodes, which follow what is stored. */
export class Ledger {
  readonly #accounts = new Map<string, NodeAccount>();
  readonly #exclusive = new Map<string, Pod>();
  #nodes: NodeAccount[] | undefined;

  /**
   * @param onChange - is told the node that is new or changed, or that a pod
   *   has come to or left: pods may fit that did not
   */
  constructor(private readonly onChange: (account: NodeAccount) => void) {}

  /** Reads what is stored, and follows it until the function is called. */
  follow(store: ObjectStore): () => void {
    this.#accounts.clear();
    this.#exclusive.clear();
    this.#nodes = undefined;
    for (const node of store.list(NODES)) {
      this.#setNode(node.metadata.name, node);
    }
    for (const pod of store.list(PODS)) {
      this.#move(undefined, pod);
    }
    const unfollow = [
      store.subscribe(NODES, ({ type, object, previous }) =>
        this.#setNode(
          object.metadata.name,
          type === 'DELETED' ? undefined : object,
          previous,
        ),
      ),
      store.subscribe(PODS, ({ type, object, previous }) =>
        this.#move(previous, type === 'DELETED' ? undefined : object),
      ),
    ];
    return () => unfollow.forEach(end => end());
  }

  /** Of the nodes that exist, in the order in which they were created. */
  get nodes(): NodeAccount[] {
    this.#nodes ??= [...this.#accounts.values()].filter(({ node }) => node);
    return this.#nodes;
  }

  account(name: string): NodeAccount {
    let account = this.#accounts.get(name);
    if (!account) {
      const [allocatable, used]: Amounts[] = [new Map(), new Map()];
      account = { name, allocatable, used, pods: 0 };
      this.#accounts.set(name, account);
    }
    return account;
  }

  /** Pods on nodes that keep others away by a required anti-affinity. */
  get exclusivePods(): Iterable<Pod> {
    return this.#exclusive.values();
  }

  #setNode(name: string, node: Node | undefined, previous?: Node) {
    const account = this.account(name);
    account.node = node;
    if (!node || !previous) {
      this.#nodes = undefined;
    }
    if (node && !matters(previous, node)) {
      return;
    }
    account.allocatable = amountsOf(node?.status?.allocatable);
    this.onChange(account);
  }

  #move(before: Pod | undefined, after: Pod | undefined) {
    const [left, came] = [occupies(before), occupies(after)];
    if (left === came) {
      return;
    }
    const pod = (left ? before : after)!;
    const account = this.account(pod.spec.nodeName!);
    addTo(account.used, podRequests(pod.spec), left ? -1 : 1);
    account.pods += left ? -1 : 1;
    if (left) {
      this.#exclusive.delete(pod.metadata.uid);
    } else if (requiredAntiAffinity(pod).length > 0) {
      this.#exclusive.set(pod.metadata.uid, pod);
    }
    this.onChange(account);
  }
}

export function requiredAntiAffinity({ spec }: Pod) {
  return (
    spec.affinity?.podAntiAffinity
      ?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  );
}

/** Whether a change of a node can matter to pods: heartbeats do not. */
function matters(previous: Node | undefined, node: Node): boolean {
  return (
    previous?.spec !== node.spec ||
    previous?.metadata.labels !== node.metadata.labels ||
    previous?.status?.allocatable !== node.status?.allocatable
  );
}
