import {
  Manifest,
  mergeValues,
  renderWorkload,
  type ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';

/**
 * Values that are refused, and the object they would render to if they were
 * not: a valid one with one change.
 */
export interface Refusal {
  /** What is wrong, in a few words. */
  what: string;
  values: ValuesMap;
  /** Name of the workload, when that is what is wrong. */
  name?: string;
  /** Where our issue is. */
  path: string;
  /** Whether no one value is the way out, so that none is suggested. */
  open?: boolean;
  /** The object before the change: it is accepted. */
  valid(): Manifest;
  /** The object after the change. */
  manifest(): Manifest;
}

/** What is laid over an object; a function, where it needs what is rendered. */
export type Change = ValuesMap | (() => ValuesMap);

/** Name of all workloads of these cases that do not say another one. */
export const NAME = 'chat';

/** Namespace of the workloads. */
export const NAMESPACE = 'acceptance';

/** Values of a small LeaderWorkerSet. */
export const DISTRIBUTED: ValuesMap = {
  leaderWorkerSet: { enabled: true, leaderWorkerTemplate: { size: 4 } },
};

/** The object of a kind that valid values render to. */
export function rendered(kind: string, values: ValuesMap): Manifest {
  const result = renderWorkload({ values, name: NAME, namespace: NAMESPACE });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  const found = result.manifests.find(manifest => manifest.kind === kind);
  if (!found) {
    throw new Error(`These values render to no ${kind}`);
  }
  return found;
}

/** A case whose change is not the same in values and object. */
export function refusal(
  what: string,
  options: {
    kind: string;
    /** Values that render to a valid object of that kind. */
    base?: ValuesMap;
    /** Laid over the base as Helm lays values over defaults. */
    values: ValuesMap;
    /** Laid over the valid object in the same way. */
    change: Change;
    path: string;
    name?: string;
  },
): Refusal {
  const { kind, base = {}, values, change, path, name } = options;
  const valid = () => rendered(kind, base);
  const changes = typeof change === 'function' ? change : () => change;
  return {
    what,
    values: mergeValues(base, values),
    path,
    name,
    valid,
    manifest: () => mergeValues(valid(), changes()) as Manifest,
  };
}

/** A case for which nothing is suggested: only the user knows what is meant. */
export function open(given: Refusal): Refusal {
  return { ...given, open: true };
}

/** Cases of one object beside the workload, which its values turn on. */
export function refusalsOf(kind: string, base: ValuesMap) {
  return (
    what: string,
    values: ValuesMap,
    change: Change,
    path: string,
  ): Refusal => refusal(what, { kind, base, values, change, path });
}

type Template = { spec: { template: { spec: { containers: [ValuesMap] } } } };

function podSpecChange(podSpec: ValuesMap): ValuesMap {
  return { spec: { template: { spec: podSpec } } };
}

/** Values that are fields of a pod, as they are. */
export function inPod(what: string, podSpec: ValuesMap, path: string): Refusal {
  return refusal(what, {
    kind: 'Deployment',
    values: podSpec,
    change: podSpecChange(podSpec),
    path,
  });
}

function changedContainer(fields: ValuesMap): ValuesMap {
  const deployment = rendered('Deployment', {}) as unknown as Template;
  const [container] = deployment.spec.template.spec.containers;
  const changes = Object.entries(fields).map(([key, value]) => {
    const before = container[key];
    return [
      key,
      Array.isArray(before) && Array.isArray(value)
        ? [...before, ...value]
        : value,
    ];
  });
  return mergeValues(container, Object.fromEntries(changes));
}

/**
 * Values that are fields of a container, as they are; lists are added to what
 * it has.
 *
 * @param beside - fields of the pod that they need
 */
export function inContainer(
  what: string,
  fields: ValuesMap,
  path: string,
  beside: ValuesMap = {},
): Refusal {
  return refusal(what, {
    kind: 'Deployment',
    values: { ...beside, ...fields },
    change: () =>
      podSpecChange({ ...beside, containers: [changedContainer(fields)] }),
    path,
  });
}
