import { createWriteStream } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** A line of the backend: when, which plugin, how grave. */
const BACKEND_LINE = /^\d{4}-\d\d-\d\dT\S+ \S+ (\w+) /;

/** Lines of the bundler when a file cannot be built. */
const BUILD_PROBLEM =
  /^\s*(ERROR|WARNING) in |\bcompiled with \d+ (error|warning)/;

/**
 * Picks from a portal's output what somebody has to know of: warnings and
 * errors, each with the lines that belong to it, such as a stack.
 *
 * @returns whether a line is part of one, for the lines in their order
 */
export function problemFilter(): (line: string) => boolean {
  let inProblem = false;
  return coloured => {
    const line = stripVTControlCharacters(coloured);
    const level = BACKEND_LINE.exec(line)?.[1];
    if (level) {
      inProblem = level === 'warn' || level === 'error';
    } else if (BUILD_PROBLEM.test(line)) {
      inProblem = true;
    } else if (/^(<\w>|Rspack compiled successfully)/.test(line)) {
      inProblem = false;
    }
    return inProblem;
  };
}

/**
 * Keeps all lines in a file, and hands on those that tell of a problem.
 *
 * @param path - of the file; what it had is replaced
 */
export function openLog(
  path: string,
  onProblem: (line: string) => void,
): { write(line: string): void; close(): void } {
  const file = createWriteStream(path, { mode: 0o600 });
  const isProblem = problemFilter();
  return {
    write(line) {
      file.write(`${line}\n`);
      if (isProblem(line)) {
        onProblem(line);
      }
    },
    close: () => file.end(),
  };
}
