import { LogLine } from '../server/podRuntime';
import { modelOf } from './model';

/** One run of a container; it changes. Times are milliseconds of the epoch. */
export interface Run {
  startedAt: number;
  readyAt?: number;
  endedAt?: number;
  /** What it has said before it ended. */
  lastWords?: string[];
  /** What it has said of requests, the last of them. */
  requests?: LogLine[];
}

const PROBE_MS = 10_000;
const SERVES_MODEL = /aikit|local-?ai|llama|vllm|sglang/;
const LINE_LIMIT = 1000;

/**
 * What a run has written until a time: made up when it is asked for, and always
 * the same, so that 100,000 pods need no memory for it.
 */
export function logLines(image: string, run: Run, now: number): LogLine[] {
  const end = run.endedAt ?? now;
  const lines = [
    ...startLines(image, run),
    ...readyLines(run, end),
    ...(run.requests ?? []),
    ...(run.endedAt ? run.lastWords ?? [] : []).map(text =>
      line(run.endedAt!, text),
    ),
  ];
  return lines
    .filter(({ time }) => time.getTime() <= end)
    .sort((a, b) => a.time.getTime() - b.time.getTime())
    .slice(-LINE_LIMIT);
}

/** Adds what a run says of a request. */
export function logRequest(run: Run, time: Date, text: string) {
  run.requests = [...(run.requests ?? []), { time, text }].slice(-LINE_LIMIT);
}

function startLines(image: string, { startedAt, readyAt }: Run): LogLine[] {
  const model = modelOf(image);
  const said: [number, string][] = SERVES_MODEL.test(image)
    ? [
        [50, 'INF Setting up model path path=/models'],
        [150, `INF Loading model model=${model} backend=llama-cpp`],
      ]
    : [];
  return [
    line(startedAt, `INF Starting up image=${image}`),
    ...said.map(([ms, text]) => line(startedAt + ms, text)),
    ...(readyAt
      ? [line(readyAt, 'INF Server is listening address=http://[::]:8080')]
      : []),
  ];
}

/** The requests of its probes, every ten seconds. */
function readyLines({ readyAt }: Run, end: number): LogLine[] {
  if (!readyAt) {
    return [];
  }
  const last = Math.floor((end - readyAt) / PROBE_MS);
  const first = Math.max(1, last - LINE_LIMIT + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    line(
      readyAt + (first + index) * PROBE_MS,
      'INF Success method=GET path=/readyz status=200 latency=21µs',
    ),
  );
}

function line(time: number, text: string): LogLine {
  return { time: new Date(time), text };
}
