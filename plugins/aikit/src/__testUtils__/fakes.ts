import {
  limitsFor,
  readPolicy,
  WorkloadsResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { JsonObject } from '@backstage/types';
import { SignalApi } from '@backstage/plugin-signals-react';
import { AikitApi } from '../api';

/**
 * An AIKit backend with one answer, versioned as the real one: to a caller
 * that has the newest version it says "not modified".
 *
 * @param policy - as in app-config
 */
export function fakeAikitApi(
  first: WorkloadsResponse | Error,
  policy?: object,
) {
  let answer = first;
  return {
    /** From now on the backend answers this. */
    answerWith(next: WorkloadsResponse | Error) {
      answer = next;
    },
    workloads: jest.fn<
      ReturnType<AikitApi['workloads']>,
      Parameters<AikitApi['workloads']>
    >(async (_entityRef, options) => {
      if (answer instanceof Error) {
        throw answer;
      }
      const etag = `"${answer.version}"`;
      return options?.etag === etag
        ? { modified: false }
        : { modified: true, body: answer, etag };
    }),
    clusters: jest.fn<
      ReturnType<AikitApi['clusters']>,
      Parameters<AikitApi['clusters']>
    >(async () => ({ items: [] })),
    policy: jest.fn<
      ReturnType<AikitApi['policy']>,
      Parameters<AikitApi['policy']>
    >(async owner => ({ limits: limitsFor(readPolicy(policy), owner) })),
    preview: jest.fn<
      ReturnType<AikitApi['preview']>,
      Parameters<AikitApi['preview']>
    >(async () => {
      throw new Error('Not part of this test');
    }),
  };
}

/** A signals service whose messages the test sends. */
export function fakeSignals() {
  const listeners = new Map<string, Set<(message: JsonObject) => void>>();
  const signalApi: SignalApi = {
    subscribe<TMessage extends JsonObject>(
      channel: string,
      onMessage: (message: TMessage) => void,
    ) {
      const listener = (message: JsonObject) => onMessage(message as TMessage);
      const ofChannel = listeners.get(channel) ?? new Set();
      listeners.set(channel, ofChannel.add(listener));
      return { unsubscribe: () => ofChannel.delete(listener) };
    },
  };
  return {
    ...signalApi,
    publish: (channel: string, message: JsonObject) =>
      listeners.get(channel)?.forEach(listener => listener(message)),
    /** Channels that somebody listens to. */
    channels: () =>
      [...listeners].flatMap(([name, on]) => (on.size ? [name] : [])),
  };
}
