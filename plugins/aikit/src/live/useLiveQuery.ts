import { useEffect, useSyncExternalStore } from 'react';
import { LiveQuery, LiveSnapshot } from './LiveQuery';

/**
 * Shows what a {@link LiveQuery} knows and keeps it fresh while mounted: asks
 * at once, then at the interval, and whenever the page becomes visible or the
 * browser is online again. Nothing is asked while the page is hidden.
 *
 * @param query - the same object from render to render
 * @param intervals - milliseconds between requests: `poll` after a good
 *   answer, `retry` after a failure
 */
export function useLiveQuery<T>(
  query: LiveQuery<T>,
  intervals: { poll: number; retry: number },
): LiveSnapshot<T> {
  const snapshot = useSyncExternalStore(query.subscribe, query.snapshot);
  const interval = snapshot.error ? intervals.retry : intervals.poll;

  useEffect(() => {
    query.refresh();
    return query.stop;
  }, [query]);

  useEffect(() => {
    const refreshIfVisible = () => {
      if (document.visibilityState !== 'hidden') {
        query.refresh();
      }
    };
    const timer = setInterval(refreshIfVisible, interval);
    document.addEventListener('visibilitychange', refreshIfVisible);
    window.addEventListener('online', refreshIfVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshIfVisible);
      window.removeEventListener('online', refreshIfVisible);
    };
  }, [query, interval]);

  return snapshot;
}
