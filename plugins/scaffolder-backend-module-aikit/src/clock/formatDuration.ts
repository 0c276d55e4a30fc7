/**
 * A duration in words for a log: `45 s`, `2 min 10 s`, `1 h 5 min`.
 *
 * @param ms - milliseconds
 */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [h, min, s] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const parts = h > 0 ? [`${h} h`, `${min} min`] : [`${min} min`, `${s} s`];
  return parts.filter(part => !part.startsWith('0 ')).join(' ') || '0 s';
}
