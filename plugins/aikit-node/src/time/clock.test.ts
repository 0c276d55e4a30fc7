import { pause, systemClock } from './clock';

function elapsedSince(start: number): number {
  return systemClock.now().elapsed - start;
}

describe('pause', () => {
  it('waits for the time given', async () => {
    const start = systemClock.now().elapsed;
    await pause(systemClock, 20);
    expect(elapsedSince(start)).toBeGreaterThanOrEqual(15);
  });

  it('wakes up when the signal aborts', async () => {
    const controller = new AbortController();
    const start = systemClock.now().elapsed;
    const waiting = pause(systemClock, 60_000, controller.signal);
    controller.abort();
    await waiting;
    expect(elapsedSince(start)).toBeLessThan(5_000);
  });

  it('does not begin to wait when the signal has aborted', async () => {
    await expect(
      pause(systemClock, 60_000, AbortSignal.abort()),
    ).resolves.toBeUndefined();
  });
});
