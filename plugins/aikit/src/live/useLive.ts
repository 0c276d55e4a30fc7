import { Versioned } from '@aikit-backstage/plugin-aikit-common';
import { toError } from '@backstage/errors';
import { useCallback, useEffect } from 'react';
import useSWR, { unstable_serialize, useSWRConfig } from 'swr';

/**
 * What is known of live data at one moment.
 */
export type LiveSnapshot<T> = {
  /** The last good answer, kept while asking again and after a failure. */
  data?: T;
  /** Why the last attempt failed; absent after a good one. */
  error?: Error;
  /** Epoch milliseconds of the last good answer, "not modified" included. */
  confirmedAt?: number;
};

/**
 * What SWR keeps. A failure is part of it and never thrown: of thrown ones
 * each would start a series of retries of its own.
 */
type Entry<T> = LiveSnapshot<T> & { etag?: string };

/**
 * Asks for one page of data, naming the version it has.
 */
export type LiveFetch<T> = (options: {
  etag?: string;
  signal: AbortSignal;
}) => Promise<Versioned<T>>;

/** What all who look at the same data share. */
type Shared = { lookers: number; request?: AbortController; again?: boolean };

const sharedByKey = new Map<string, Shared>();

function sharedOf(key: string): Shared {
  const shared = sharedByKey.get(key) ?? { lookers: 0 };
  sharedByKey.set(key, shared);
  return shared;
}

/** After so long without an answer, in milliseconds, a request is given up. */
const REQUEST_TIMEOUT_MS = 20_000;

/**
 * Shows data and keeps them fresh while mounted: asks at once, then at the
 * interval, and whenever the page becomes visible or the browser is online
 * again. It does not poll while the page is hidden.
 *
 * At most one request is under way. `refresh` asks at once, or once more right
 * after the request that is under way, so that a change which comes in the
 * meantime is never missed.
 *
 * @param dataKey - says whose data these are; objects count by identity
 * @param fetch - one request
 * @param options - milliseconds between requests, `poll` after a good answer
 *   and `retry` after a failure; `dropDataOn`: failures after which the last
 *   good answer must not be shown any more
 */
export function useLive<T>(
  dataKey: readonly unknown[],
  fetch: LiveFetch<T>,
  options: {
    poll: number;
    retry: number;
    dropDataOn?: (error: Error) => boolean;
  },
): LiveSnapshot<T> & { refresh: () => void } {
  const { cache, mutate } = useSWRConfig();
  const key = unstable_serialize(dataKey);
  const known = (): Entry<T> => cache.get(key)?.data ?? {};

  // `mutate` while a request is under way would throw its answer away.
  const refresh = useCallback(() => {
    const shared = sharedOf(key);
    if (shared.request) {
      shared.again = true;
    } else {
      mutate(key);
    }
  }, [key, mutate]);

  const ask = async (): Promise<Entry<T>> => {
    const shared = sharedOf(key);
    const request = new AbortController();
    shared.request = request;
    shared.again = false;
    const timer = setTimeout(
      () =>
        request.abort(
          new Error(`No answer within ${REQUEST_TIMEOUT_MS / 1000} s`),
        ),
      REQUEST_TIMEOUT_MS,
    );
    const { data, etag, confirmedAt } = known();
    try {
      const answer = await fetch({ etag, signal: request.signal });
      return answer.modified
        ? { data: answer.body, etag: answer.etag, confirmedAt: Date.now() }
        : { data, etag, confirmedAt: Date.now() };
    } catch (caught) {
      const error = toError(
        request.signal.aborted ? request.signal.reason : caught,
      );
      return options.dropDataOn?.(error)
        ? { error }
        : { data, etag, confirmedAt, error };
    } finally {
      clearTimeout(timer);
      shared.request = undefined;
      if (shared.again) {
        // By then this answer and its version are in the cache.
        setTimeout(() => shared.again && refresh());
      }
    }
  };

  const { data: entry } = useSWR(key, ask, {
    compare: Object.is,
    dedupingInterval: 0,
    revalidateOnFocus: false,
    // The failure tells whoever looks that the data are no longer fresh.
    refreshWhenOffline: true,
    refreshInterval: known().error ? options.retry : options.poll,
  });

  useEffect(() => {
    const shared = sharedOf(key);
    shared.lookers += 1;
    return () => {
      shared.lookers -= 1;
      if (shared.lookers === 0) {
        shared.again = false;
        shared.request?.abort();
        sharedByKey.delete(key);
        mutate(key, undefined);
      }
    };
  }, [key, mutate]);

  // SWR's own way would also ask each time somebody clicks into the window.
  useEffect(() => {
    const refreshIfVisible = () => {
      if (document.visibilityState !== 'hidden') {
        refresh();
      }
    };
    document.addEventListener('visibilitychange', refreshIfVisible);
    return () =>
      document.removeEventListener('visibilitychange', refreshIfVisible);
  }, [refresh]);

  return {
    data: entry?.data,
    error: entry?.error,
    confirmedAt: entry?.confirmedAt,
    refresh,
  };
}
