import { AddressInfo, createServer } from 'node:net';
import { once } from 'node:events';
import { freePort, requireFreePort } from './ports';

describe('requireFreePort', () => {
  it('names the busy port, who needs it and the option to give another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      await expect(requireFreePort(port, 'frontend')).rejects.toThrow(
        new RegExp(`Port ${port} is in use.*frontend.*--frontend-port`),
      );
    } finally {
      server.close();
    }
  });

  it('accepts a port that is free', async () => {
    await expect(
      requireFreePort(await freePort(), 'backend'),
    ).resolves.toBeUndefined();
  });
});
