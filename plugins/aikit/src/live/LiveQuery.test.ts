import { Versioned } from '@aikit-backstage/plugin-aikit-common';
import { LiveFetch, LiveQuery } from './LiveQuery';

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

const settle = () => new Promise(resolve => setTimeout(resolve, 0));

describe('LiveQuery', () => {
  afterEach(() => jest.useRealTimers());

  it('never has more than one request under way and asks once more after it', async () => {
    const { fetch, asked } = manualFetch();
    const query = new LiveQuery(fetch);
    query.refresh();
    query.refresh();
    query.refresh();
    expect(asked).toHaveLength(1);

    asked[0].resolve({ modified: true, body: 'a', etag: '1' });
    await settle();
    expect(asked).toHaveLength(2);
    asked[1].resolve({ modified: true, body: 'b', etag: '2' });
    await settle();
    expect(asked).toHaveLength(2);
    expect(query.snapshot().data).toBe('b');
  });

  it('names the version it has, and keeps its data when that is the newest', async () => {
    const { fetch, asked } = manualFetch();
    const query = new LiveQuery(fetch);
    query.refresh();
    asked[0].resolve({ modified: true, body: 'a', etag: '1' });
    await settle();

    query.refresh();
    expect(asked[1].etag).toBe('1');
    asked[1].resolve({ modified: false });
    await settle();
    expect(query.snapshot().data).toBe('a');
    expect(query.snapshot().error).toBeUndefined();
  });

  it('keeps the last good answer after a failure and forgets the failure after the next', async () => {
    const { fetch, asked } = manualFetch();
    const query = new LiveQuery(fetch);
    query.refresh();
    asked[0].resolve({ modified: true, body: 'a' });
    await settle();
    const { confirmedAt } = query.snapshot();

    query.refresh();
    asked[1].reject(new Error('gone'));
    await settle();
    expect(query.snapshot()).toEqual({
      data: 'a',
      confirmedAt,
      error: new Error('gone'),
    });

    query.refresh();
    asked[2].resolve({ modified: true, body: 'b' });
    await settle();
    expect(query.snapshot().error).toBeUndefined();
  });

  it('drops its data and its version after a failure that says so', async () => {
    const { fetch, asked } = manualFetch();
    const query = new LiveQuery(fetch, { dropDataOn: () => true });
    query.refresh();
    asked[0].resolve({ modified: true, body: 'a', etag: '1' });
    await settle();

    query.refresh();
    asked[1].reject(new Error('forbidden'));
    await settle();
    expect(query.snapshot()).toEqual({ error: new Error('forbidden') });
    query.refresh();
    expect(asked[2].etag).toBeUndefined();
  });

  it('cancels the request when stopped and tells nobody', async () => {
    const { fetch, asked } = manualFetch();
    const query = new LiveQuery(fetch);
    const listener = jest.fn();
    query.subscribe(listener);
    query.refresh();
    query.refresh();
    query.stop();
    await settle();
    expect(asked[0].signal.aborted).toBe(true);
    expect(asked).toHaveLength(1);
    expect(listener).not.toHaveBeenCalled();
    expect(query.snapshot()).toEqual({});
  });

  it('gives a request up that is not answered', async () => {
    jest.useFakeTimers();
    const { fetch } = manualFetch();
    const query = new LiveQuery(fetch);
    query.refresh();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(query.snapshot().error?.message).toBe('No answer within 20 s');
  });
});
