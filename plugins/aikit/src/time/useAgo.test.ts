import { ageOf } from './useAgo';

const NOW = Date.parse('2026-01-02T12:00:00Z');

describe('ageOf', () => {
  it.each([
    ['2026-01-02T12:00:05Z', 'now', 0],
    ['2026-01-02T11:59:59.500Z', 'now', 0],
    ['2026-01-02T11:59:56Z', 'seconds', 4],
    ['2026-01-02T11:59:00Z', 'minutes', 1],
    ['2026-01-02T10:01:00Z', 'hours', 1],
    ['2025-12-31T12:00:00Z', 'days', 2],
  ])('says of %s: %s %s', (then, unit, n) => {
    expect(ageOf(then, NOW)).toEqual({ unit, n });
  });
});
