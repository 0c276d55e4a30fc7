import { Versioned } from '@aikit-backstage/plugin-aikit-common';
import { act, renderHook, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { LiveFetch, useLive } from './useLive';

type Pending = {
  etag?: string;
  signal: AbortSignal;
  resolve: (answer: Versioned<string>) => void;
  reject: (error: Error) => void;
};

/** A fetch whose answers the test gives, and a record of what was asked. */
function manualFetch() {
  const asked: Pending[] = [];
  const fetch: LiveFetch<string> = options =>
    new Promise((resolve, reject) => {
      asked.push({ ...options, resolve, reject });
      options.signal.addEventListener('abort', () =>
        reject(options.signal.reason),
      );
    });
  return { fetch, asked };
}

const INTERVALS = { poll: 30_000, retry: 10_000 };

/** Somebody who looks at the data of that fetch, and everything shown to them. */
function look(
  fetch: LiveFetch<string>,
  options: {
    dropDataOn?: (error: Error) => boolean;
    wrapper?: typeof StrictMode;
  } = {},
) {
  const { wrapper, ...rest } = options;
  const shown: unknown[] = [];
  const hook = renderHook(
    ({ of }) => {
      const { refresh, ...live } = useLive(['test', of], of, {
        ...INTERVALS,
        ...rest,
      });
      shown.push(live);
      return { refresh, ...live };
    },
    { wrapper, initialProps: { of: fetch } },
  );
  return {
    ...hook,
    shown,
    refresh: () => act(() => hook.result.current.refresh()),
    snapshot: () => {
      const { refresh, ...live } = hook.result.current;
      return live;
    },
  };
}

/** Lets everything happen that waits for nobody. */
const settle = () =>
  act(() => new Promise<void>(resolve => setTimeout(resolve, 10)));

describe('useLive', () => {
  afterEach(() => jest.useRealTimers());

  it('never has more than one request under way and asks once more after it', async () => {
    const { fetch, asked } = manualFetch();
    const { refresh, snapshot } = look(fetch);
    refresh();
    refresh();
    expect(asked).toHaveLength(1);

    asked[0].resolve({ modified: true, body: 'a', etag: '1' });
    await settle();
    expect(asked).toHaveLength(2);
    expect(asked[1].etag).toBe('1');
    expect(snapshot().data).toBe('a');
    asked[1].resolve({ modified: true, body: 'b', etag: '2' });
    await settle();
    expect(asked).toHaveLength(2);
    expect(snapshot().data).toBe('b');
  });

  it('asks once for two who look at the same, until both are gone', async () => {
    const { fetch, asked } = manualFetch();
    const one = look(fetch);
    const other = look(fetch);
    one.refresh();
    other.refresh();
    expect(asked).toHaveLength(1);
    asked[0].resolve({ modified: true, body: 'a', etag: '1' });
    await settle();
    expect(asked).toHaveLength(2);
    expect(one.snapshot().data).toBe('a');
    expect(other.snapshot()).toEqual(one.snapshot());

    one.unmount();
    await settle();
    expect(asked[1].signal.aborted).toBe(false);
    other.unmount();
    expect(asked[1].signal.aborted).toBe(true);
  });

  it('names the version it has, and keeps its data when that is the newest', async () => {
    const { fetch, asked } = manualFetch();
    const { refresh, snapshot } = look(fetch);
    asked[0].resolve({ modified: true, body: 'a', etag: '1' });
    await settle();

    refresh();
    expect(asked[1].etag).toBe('1');
    asked[1].resolve({ modified: false });
    await settle();
    expect(snapshot().data).toBe('a');
    expect(snapshot().error).toBeUndefined();
  });

  it('keeps the last good answer after a failure and forgets the failure after the next', async () => {
    const { fetch, asked } = manualFetch();
    const { refresh, snapshot } = look(fetch);
    asked[0].resolve({ modified: true, body: 'a' });
    await settle();
    const { confirmedAt } = snapshot();
    expect(confirmedAt).toEqual(expect.any(Number));

    refresh();
    asked[1].reject(new Error('gone'));
    await settle();
    expect(snapshot()).toEqual({
      data: 'a',
      confirmedAt,
      error: new Error('gone'),
    });

    refresh();
    asked[2].resolve({ modified: true, body: 'b' });
    await settle();
    expect(snapshot().data).toBe('b');
    expect(snapshot().error).toBeUndefined();
  });

  it('asks again sooner after a failure', async () => {
    jest.useFakeTimers();
    const { fetch, asked } = manualFetch();
    const { refresh } = look(fetch);
    await act(async () => asked[0].resolve({ modified: true, body: 'a' }));
    await act(() => jest.advanceTimersByTimeAsync(1_000));
    refresh();
    await act(async () => asked[1].reject(new Error('gone')));
    await act(() => jest.advanceTimersByTimeAsync(INTERVALS.retry));
    expect(asked).toHaveLength(3);
    await act(async () => asked[2].resolve({ modified: true, body: 'b' }));
    await act(() => jest.advanceTimersByTimeAsync(INTERVALS.poll - 1_000));
    expect(asked).toHaveLength(3);
    await act(() => jest.advanceTimersByTimeAsync(1_000));
    expect(asked).toHaveLength(4);
  });

  it('notices that the browser is offline, and asks when it is online again', async () => {
    jest.useFakeTimers();
    const { fetch, asked } = manualFetch();
    const { snapshot } = look(fetch);
    await act(async () => asked[0].resolve({ modified: true, body: 'a' }));
    act(() => void window.dispatchEvent(new Event('offline')));
    await act(() => jest.advanceTimersByTimeAsync(INTERVALS.poll));
    await act(async () => asked[1].reject(new Error('no network')));
    expect(snapshot().error?.message).toBe('no network');

    await act(() => jest.advanceTimersByTimeAsync(1));
    jest.useRealTimers();
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(asked).toHaveLength(3));
  });

  it('drops its data and its version after a failure that says so', async () => {
    const { fetch, asked } = manualFetch();
    const { refresh, snapshot } = look(fetch, { dropDataOn: () => true });
    asked[0].resolve({ modified: true, body: 'a', etag: '1' });
    await settle();

    refresh();
    asked[1].reject(new Error('forbidden'));
    await settle();
    expect(snapshot()).toEqual({ error: new Error('forbidden') });
    refresh();
    expect(asked[2].etag).toBeUndefined();
  });

  it('cancels the request when it goes away, tells nobody, and starts anew', async () => {
    const { fetch, asked } = manualFetch();
    const { refresh, unmount, shown } = look(fetch);
    refresh();
    unmount();
    await settle();
    expect(asked[0].signal.aborted).toBe(true);
    expect(asked).toHaveLength(1);
    expect(shown).toEqual(shown.map(() => ({})));

    const { snapshot } = look(fetch);
    expect(snapshot()).toEqual({});
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1].signal.aborted).toBe(false);
  });

  it('keeps nothing of what was seen by the one before', async () => {
    const { fetch, asked } = manualFetch();
    const { unmount } = look(fetch);
    asked[0].resolve({ modified: true, body: 'a', etag: '1' });
    await settle();
    unmount();

    expect(look(fetch).snapshot()).toEqual({});
    expect(asked[1].etag).toBeUndefined();
  });

  it('cancels the request when it is to show something else', async () => {
    const first = manualFetch();
    const second = manualFetch();
    const { rerender, snapshot } = look(first.fetch);
    rerender({ of: second.fetch });
    expect(first.asked[0].signal.aborted).toBe(true);
    second.asked[0].resolve({ modified: true, body: 'b' });
    await settle();
    expect(snapshot().data).toBe('b');
    expect(first.asked).toHaveLength(1);
    expect(second.asked).toHaveLength(1);
  });

  it('shows its data in strict mode, which mounts everything twice', async () => {
    const { fetch, asked } = manualFetch();
    const { snapshot } = look(fetch, { wrapper: StrictMode });
    asked.at(-1)?.resolve({ modified: true, body: 'a' });
    await settle();
    expect(snapshot().data).toBe('a');
    expect(snapshot().error).toBeUndefined();
  });

  it('gives a request up that is not answered', async () => {
    jest.useFakeTimers();
    const { fetch } = manualFetch();
    const { snapshot } = look(fetch);
    await act(() => jest.advanceTimersByTimeAsync(20_000));
    expect(snapshot().error?.message).toBe('No answer within 20 s');
  });
});
