import { createServer } from 'node:net';

/** A port that something else listens on. */
export class BusyPortError extends Error {
  readonly port: number;

  constructor(port: number, what: string) {
    super(
      `Port ${port} is in use, and the portal's ${what} needs it. Stop what listens there, or give another with --${what}-port.`,
    );
    this.name = 'BusyPortError';
    this.port = port;
  }
}

/**
 * Rejects with a {@link BusyPortError} unless the loopback port can be had.
 */
export async function requireFreePort(port: number, what: string) {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', () => reject(new BusyPortError(port, what)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
