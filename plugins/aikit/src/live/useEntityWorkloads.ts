import {
  WorkloadsResponse,
  WorkloadsSignal,
  workloadsSignalChannel,
} from '@aikit-backstage/plugin-aikit-common';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';
import { aikitApiRef } from '../api';
import { LiveSnapshot, useLive } from './useLive';

/**
 * Signals are not redelivered after their socket was down, and say nothing
 * about being down: so a slow poll goes on beside them.
 */
const POLL_MS = { withSignals: 30_000, withoutSignals: 10_000 };

/** By then the socket of the signals is open, unless it cannot be opened. */
const SIGNALS_SETTLED_MS = 2_000;

/** What may not be seen any more is not kept on the screen. */
function isForbidden(error: Error): boolean {
  return ResponseError.is(error) && [401, 403].includes(error.statusCode);
}

/**
 * The workloads of an entity, kept up to date by signals and a slow poll.
 *
 * The last good answer stays while asking again and after a failure; `error`
 * tells of the failure. `refresh` asks at once.
 */
export function useEntityWorkloads(
  entity: Entity,
): LiveSnapshot<WorkloadsResponse> & { refresh: () => void } {
  const api = useApi(aikitApiRef);
  const entityRef = stringifyEntityRef(entity);
  const { lastSignal, isSignalsAvailable } = useSignal<WorkloadsSignal>(
    workloadsSignalChannel(entityRef),
  );
  const live = useLive<WorkloadsResponse>(
    ['aikit workloads', entityRef, api],
    options => api.workloads(entityRef, options),
    {
      poll: isSignalsAvailable ? POLL_MS.withSignals : POLL_MS.withoutSignals,
      retry: POLL_MS.withoutSignals,
      dropDataOn: isForbidden,
    },
  );
  const { refresh } = live;

  useEffect(() => {
    if (lastSignal) {
      refresh();
    }
  }, [refresh, lastSignal]);

  // What changes between the first answer and the opening of the signals'
  // socket is announced to nobody, so it is asked for once.
  useEffect(() => {
    if (!isSignalsAvailable) {
      return undefined;
    }
    const timer = setTimeout(refresh, SIGNALS_SETTLED_MS);
    return () => clearTimeout(timer);
  }, [refresh, isSignalsAvailable]);

  return live;
}
