/** One answer: how long it took, and how many bytes it had. */
export interface Read {
  ms: number;
  status: number;
  etag?: string;
  /** As sent, maybe compressed. */
  bytes: number;
  bodyBytes: number;
}

/** Many of them. Times in milliseconds. */
export interface Reads {
  p50: number;
  p99: number;
  bytes: number;
  bodyBytes: number;
}

function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/**
 * Reads again and again, one after the other.
 *
 * @param count - how many at most
 * @param until - ends it earlier
 * @param pauseMs - between two
 */
export async function measureReads(
  read: () => Promise<Read>,
  count: number,
  until: Promise<unknown> = new Promise(() => {}),
  pauseMs = 0,
): Promise<Reads> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  until.then(end, end);
  const reads: Read[] = [];
  while (!ended && reads.length < count) {
    reads.push(await read());
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
  const times = reads.map(({ ms }) => ms).sort((a, b) => a - b);
  const last = reads[reads.length - 1];
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    bytes: last.bytes,
    bodyBytes: last.bodyBytes,
  };
}
