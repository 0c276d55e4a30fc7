import { Clock } from '../clock/clock';

/** A clock that only moves when somebody sleeps. */
export function fakeClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    async sleep(ms, signal) {
      if (!signal?.aborted) {
        time += ms;
      }
    },
  };
}
