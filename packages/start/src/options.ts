import { parseArgs } from 'node:util';
import { CLUSTER_SOURCES, ClusterSource } from './clusters';

/** What `npm start` is told. */
export interface StartOptions {
  cluster: ClusterSource;
  frontendPort: number;
  backendPort: number;
}

const USAGE = `Usage: npm start -- [--cluster ${CLUSTER_SOURCES.join(
  '|',
)}] [--frontend-port 3000] [--backend-port 7007]`;

/** What was asked for cannot be done; the message says how to ask. */
export class UsageError extends Error {
  constructor(problem: string) {
    super(`${problem}\n${USAGE}`);
    this.name = 'UsageError';
  }
}

function toPort(value: string, option: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new UsageError(
      `--${option} takes a port from 1 to 65535, not "${value}".`,
    );
  }
  return port;
}

function toSource(value: string): ClusterSource {
  const source = CLUSTER_SOURCES.find(known => known === value);
  if (!source) {
    throw new UsageError(
      `--cluster takes ${CLUSTER_SOURCES.join(', ')}, not "${value}".`,
    );
  }
  return source;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        cluster: { type: 'string', default: 'simulator' },
        'frontend-port': { type: 'string', default: '3000' },
        'backend-port': { type: 'string', default: '7007' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Reads the command line of `npm start`. @throws UsageError */
export function readOptions(args: string[]): StartOptions {
  const values = parse(args);
  return {
    cluster: toSource(values.cluster),
    frontendPort: toPort(values['frontend-port'], 'frontend-port'),
    backendPort: toPort(values['backend-port'], 'backend-port'),
  };
}
