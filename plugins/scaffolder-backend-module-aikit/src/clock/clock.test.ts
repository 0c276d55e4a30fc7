import { systemClock } from './clock';

describe('systemClock', () => {
  it('sleeps for the time given', async () => {
    const start = systemClock.now();
    await systemClock.sleep(20);
    expect(systemClock.now() - start).toBeGreaterThanOrEqual(15);
  });

  it('wakes up when the signal aborts', async () => {
    const controller = new AbortController();
    const start = systemClock.now();
    const sleeping = systemClock.sleep(60_000, controller.signal);
    controller.abort();
    await sleeping;
    expect(systemClock.now() - start).toBeLessThan(5_000);
  });
});
