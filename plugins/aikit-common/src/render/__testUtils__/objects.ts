import { renderWorkload } from '../renderWorkload';

/** Values of each mode. */
export const MODES = [
  ['standard', {}],
  ['distributed', { leaderWorkerSet: { enabled: true } }],
] as const;

/** Rules of a Role. */
export const RULES = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];

/** All objects of a workload `chat` in the namespace `team`. */
export function render(values: object) {
  const result = renderWorkload({
    values,
    name: 'chat',
    namespace: 'team',
    entityRef: 'component:default/chat',
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.manifests;
}

/** The workload's object of a kind, if it has one. */
export function objectOf(kind: string, values: object) {
  return render(values).find(manifest => manifest.kind === kind);
}
