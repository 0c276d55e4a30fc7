/**
 * A number, or a percentage such as `25%` of a total.
 *
 * @param round - what to do with a fraction: `up` for what may be added, `down`
 *   for what may be missing
 */
export function scaledValue(
  value: number | string | undefined,
  total: number,
  round: 'up' | 'down',
): number {
  if (typeof value !== 'string') {
    return value ?? 0;
  }
  const scaled = (Number.parseInt(value, 10) * total) / 100;
  return round === 'up' ? Math.ceil(scaled) : Math.floor(scaled);
}
