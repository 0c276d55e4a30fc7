import { Versioned } from '@aikit-backstage/plugin-aikit-common';
import { toError } from '@backstage/errors';
import { useEffect, useSyncExternalStore } from 'react';

/**
 * What a {@link LiveQuery} knows at one moment. Immutable.
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
 * Asks for one page of data, naming the version it has.
 */
export type LiveFetch<T> = (options: {
  etag?: string;
  signal: AbortSignal;
}) => Promise<Versioned<T>>;

/** After so long without an answer, in milliseconds, a request is given up. */
const REQUEST_TIMEOUT_MS = 20_000;

/**
 * Data that is asked for again and again, with at most one request under way.
 * A {@link LiveQuery.refresh} during a request causes exactly one more after
 * it, so that a change which comes in the meantime is never missed.
 */
export class LiveQuery<T> {
  readonly #fetch: LiveFetch<T>;
  readonly #dropDataOn: (error: Error) => boolean;
  readonly #listeners = new Set<() => void>();
  #snapshot: LiveSnapshot<T> = {};
  #etag?: string;
  #request?: AbortController;
  #again = false;

  /**
   * @param fetch - one request
   * @param options - `dropDataOn`: failures after which the last good answer
   *   must not be shown any more
   */
  constructor(
    fetch: LiveFetch<T>,
    options?: { dropDataOn?: (error: Error) => boolean },
  ) {
    this.#fetch = fetch;
    this.#dropDataOn = options?.dropDataOn ?? (() => false);
  }

  /** The same object until something changes. */
  readonly snapshot = (): LiveSnapshot<T> => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks now, or right after the request that is under way. */
  readonly refresh = (): void => {
    if (this.#request) {
      this.#again = true;
      return;
    }
    this.#run();
  };

  /** Cancels the request under way; a later refresh starts anew. */
  readonly stop = (): void => {
    this.#again = false;
    this.#request?.abort();
    this.#request = undefined;
  };

  async #run(): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    const timer = setTimeout(
      () =>
        request.abort(
          new Error(`No answer within ${REQUEST_TIMEOUT_MS / 1000} s`),
        ),
      REQUEST_TIMEOUT_MS,
    );
    let next: LiveSnapshot<T>;
    try {
      const answer = await this.#fetch({
        etag: this.#etag,
        signal: request.signal,
      });
      if (this.#request === request && answer.modified) {
        this.#etag = answer.etag;
      }
      next = {
        data: answer.modified ? answer.body : this.#snapshot.data,
        confirmedAt: Date.now(),
      };
    } catch (caught) {
      next = this.#failed(
        toError(request.signal.aborted ? request.signal.reason : caught),
      );
    } finally {
      clearTimeout(timer);
    }
    if (this.#request !== request) {
      return; // Stopped: whatever came is nobody's any more.
    }
    this.#request = undefined;
    this.#snapshot = next;
    this.#listeners.forEach(listener => listener());
    if (this.#again) {
      this.#again = false;
      this.#run();
    }
  }

  #failed(error: Error): LiveSnapshot<T> {
    if (this.#dropDataOn(error)) {
      this.#etag = undefined;
      return { error };
    }
    return { ...this.#snapshot, error };
  }
}

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
