import {
  DeployRequest,
  DeployResponse,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { useEffect, useRef, useState } from 'react';
import useSWR from 'swr';
import { aikitApiRef } from '../api';

/** What to ask the cluster. */
export type PreviewQuestion = {
  target: WorkloadTarget;
  request: Omit<DeployRequest, 'dryRun'>;
};

/** How far the answer is. */
export type Preview = {
  /** Asking, or about to. */
  loading: boolean;
  /** The latest answer; of an earlier question while loading. */
  answer?: DeployResponse;
  /** Why there is no answer to the latest question. */
  error?: Error;
  /** Asks again. */
  retry: () => void;
};

/** Typing goes on as long as keys follow each other this fast. */
const PAUSE_MS = 500;

/** Each question is asked once, and the cluster is not asked for looking. */
const ONCE = {
  keepPreviousData: true,
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  shouldRetryOnError: false,
};

/**
 * Asks the cluster by a dry run what would change, when the question has not
 * changed for a moment. A question that is out of date is cancelled.
 *
 * @param question - absent while there is nothing to ask
 */
export function usePreview(question: PreviewQuestion | undefined): Preview {
  const api = useApi(aikitApiRef);
  // By its content: the form makes new objects at each change of anything.
  const key = question && JSON.stringify(question);
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);

  const latest = useRef<AbortController>();
  useEffect(() => () => latest.current?.abort(), [key]);
  const { data, error, isValidating, mutate } = useSWR(
    key !== undefined && settled === key ? [key, api] : null,
    ([asked]) => {
      const { target, request }: PreviewQuestion = JSON.parse(asked);
      latest.current = new AbortController();
      return api.preview(target, request, { signal: latest.current.signal });
    },
    ONCE,
  );

  const loading = key !== undefined && (settled !== key || isValidating);
  return {
    loading,
    answer: key === undefined || error ? undefined : data,
    error: error && !loading ? toError(error) : undefined,
    retry: () => void mutate(),
  };
}
