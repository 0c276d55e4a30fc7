import type { IContainer } from 'kubernetes-models/v1/Container';
import { Pod } from '../objects/kinds';
import { PullFailure } from './pullFailure';

/** What containers a rule is about: all that fit all of it. */
export interface ContainerMatch {
  /** `*` stands for any text, also of the other names. */
  image?: string;
  namespace?: string;
  pod?: string;
  container?: string;
  node?: string;
  labels?: Record<string, string>;
}

/** What a container does instead of just running. */
export interface Behaviour {
  pull?: { fails: PullFailure; message?: string } | { takesSeconds: number };
  start?: {
    fails:
      | 'CreateContainerConfigError'
      | 'CreateContainerError'
      | 'RunContainerError';
    message: string;
  };
  run?: {
    exitsAfterSeconds: number;
    exitCode: number;
    /** `Completed` or `Error`, as the exit code says. */
    reason?: 'OOMKilled' | 'Error' | 'Completed';
    /** What it says before it ends. */
    logs?: string[];
  };
  ready?: 'never' | { afterSeconds: number };
  /** Cores and bytes. */
  usage?: { cpu?: number; memory?: number };
}

export interface BehaviourRule extends Behaviour {
  match?: ContainerMatch;
  /** How many failures or exits it makes, of all containers; unlimited. */
  times?: number;
  /** When it ends. */
  until?: Date;
}

/** The part of a rule that applies to a container. */
export interface Applied<T> {
  what: T;
  until?: Date;
  /** Says that it has come to a failure or exit. */
  count(): void;
}

interface ActiveRule {
  rule: BehaviourRule;
  left: number;
  matches: (pod: Pod, container: IContainer) => boolean;
}

/** The rules by which containers do something else than to run well. */
export class Behaviours {
  readonly #rules = new Set<ActiveRule>();

  /** Is called after rules came or went. */
  onChange = () => {};

  /** @param now - the time in the cluster */
  constructor(private readonly now: () => Date) {}

  /** Adds a rule; of several that match, the first one counts. */
  add(rule: BehaviourRule): () => void {
    const active = {
      rule,
      left: rule.times ?? Infinity,
      matches: matcher(rule.match ?? {}),
    };
    this.#rules.add(active);
    this.onChange();
    return () => {
      if (this.#rules.delete(active)) {
        this.onChange();
      }
    };
  }

  find<A extends keyof Behaviour>(
    aspect: A,
    pod: Pod,
    container: IContainer,
  ): Applied<NonNullable<Behaviour[A]>> | undefined {
    for (const active of this.#rules) {
      const what = active.rule[aspect];
      const { until } = active.rule;
      if (
        what &&
        active.left > 0 &&
        (!until || until > this.now()) &&
        active.matches(pod, container)
      ) {
        const count = () => {
          active.left -= 1;
        };
        return { what, until, count };
      }
    }
    return undefined;
  }
}

function matcher(match: ContainerMatch): ActiveRule['matches'] {
  const [image, namespace, podName, container, node] = [
    match.image,
    match.namespace,
    match.pod,
    match.container,
    match.node,
  ].map(glob);
  const labels = Object.entries(match.labels ?? {});
  return ({ metadata, spec }, { name, image: itsImage = '' }) =>
    image(itsImage) &&
    namespace(metadata.namespace ?? '') &&
    podName(metadata.name) &&
    container(name) &&
    node(spec.nodeName ?? '') &&
    labels.every(([key, value]) => metadata.labels?.[key] === value);
}

function glob(pattern: string | undefined): (text: string) => boolean {
  if (pattern === undefined) {
    return () => true;
  }
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return text => expression.test(text);
}
