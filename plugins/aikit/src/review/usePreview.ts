import {
  DeployRequest,
  DeployResponse,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { useCallback, useEffect, useState } from 'react';
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

/**
 * Asks the cluster by a dry run what would change, when the question has not
 * changed for a moment. A question that is out of date is cancelled.
 *
 * @param question - absent while there is nothing to ask
 */
export function usePreview(question: PreviewQuestion | undefined): Preview {
  const api = useApi(aikitApiRef);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Preview, 'retry'>>({
    loading: false,
  });
  // By its content: the form makes new objects at each change of anything.
  const key = question && JSON.stringify(question);

  useEffect(() => {
    if (key === undefined) {
      setState({ loading: false });
      return undefined;
    }
    const { target, request }: PreviewQuestion = JSON.parse(key);
    const abort = new AbortController();
    setState(({ answer }) => ({ loading: true, answer }));
    const timer = setTimeout(async () => {
      try {
        const { signal } = abort;
        const answer = await api.preview(target, request, { signal });
        if (!signal.aborted) {
          setState({ loading: false, answer });
        }
      } catch (error) {
        if (!abort.signal.aborted) {
          setState({ loading: false, error: toError(error) });
        }
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, key, attempt]);

  const retry = useCallback(() => setAttempt(count => count + 1), []);
  return { ...state, retry };
}
