import { coalesce } from './coalesce';

describe('coalesce', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs once for all requests of a moment', async () => {
    const run = jest.fn(async () => {});
    const { request } = coalesce(run, 200);
    request();
    request();
    await jest.advanceTimersByTimeAsync(150);
    request();
    expect(run).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(100);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('is not put off by requests that keep coming', async () => {
    const run = jest.fn(async () => {});
    const { request } = coalesce(run, 200);
    for (let i = 0; i < 20; i++) {
      request();
      await jest.advanceTimersByTimeAsync(50);
    }
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(4);
  });

  it('runs again after a run during which it was asked, and never twice at once', async () => {
    const ends: (() => void)[] = [];
    const run = jest.fn(() => new Promise<void>(end => ends.push(end)));
    const { request } = coalesce(run, 200);
    request();
    await jest.advanceTimersByTimeAsync(200);
    request();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(run).toHaveBeenCalledTimes(1);
    ends[0]();
    await jest.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('does not run a second time for a request that a run at once has met', async () => {
    const run = jest.fn(async () => {});
    const { request, now } = coalesce(run, 200);
    request();
    await now();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('runs within the timer what takes no time', () => {
    const run = jest.fn();
    const { request } = coalesce(run, 200);
    request();
    jest.advanceTimersByTime(200);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('forgets what was asked for when it is told to', async () => {
    const run = jest.fn();
    const { request, cancel } = coalesce(run, 200);
    request();
    cancel();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(run).not.toHaveBeenCalled();
    request();
    await jest.advanceTimersByTimeAsync(200);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
