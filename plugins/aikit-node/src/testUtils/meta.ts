import { ObservedMeta } from '../status/observed/observed';

/** The moment at which tests look at a cluster. */
export const NOW = new Date('2026-03-01T12:00:00Z');

/** ISO 8601: so many seconds before {@link NOW}. */
export function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString();
}

export function aMeta(name: string, kind: string): ObservedMeta {
  return {
    uid: `${kind}-${name}`,
    name,
    namespace: 'team-search',
    labels: {},
    annotations: {},
    createdAt: ago(600),
    generation: 1,
    resourceVersion: '1',
  };
}
