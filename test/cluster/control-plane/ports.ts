import { createServer, Server } from 'node:net';

// Below the range from which the system takes the local ports of outgoing
// connections: a stopped server then finds its port free when it starts again.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const ATTEMPTS = 200;

function listen(port: number): Promise<Server | undefined> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => server.close(() => resolve()));
}

/**
 * Finds `count` different loopback ports that nothing listens on.
 *
 * They are all held until the last is found, then released together.
 *
 * @throws Error when too few of them are free.
 */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  try {
    for (let attempt = 0; held.size < count; attempt += 1) {
      if (attempt === ATTEMPTS) {
        throw new Error(
          `Only ${held.size} of ${count} free ports found on 127.0.0.1 ` +
            `between ${LOWEST} and ${HIGHEST}`,
        );
      }
      const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
      const server = await listen(port);
      if (server) {
        held.set(port, server);
      }
    }
  } finally {
    await Promise.all([...held.values()].map(close));
  }
  return [...held.keys()];
}
