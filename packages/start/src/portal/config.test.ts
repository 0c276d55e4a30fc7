import { readFile, stat } from 'node:fs/promises';
import { parse } from 'yaml';
import { writeConfig } from './config';

describe('writeConfig', () => {
  it('writes addresses and clusters for the owner of the file alone, and removes them', async () => {
    const config = await writeConfig({
      frontendPort: 3100,
      backendPort: 7107,
      overlay: { kubernetes: { clusterLocatorMethods: [] } },
    });
    const written = parse(await readFile(config.path, 'utf8'));
    expect(written.app.baseUrl).toBe('http://localhost:3100');
    expect(written.backend.listen).toEqual({ host: '127.0.0.1', port: 7107 });
    expect(written.backend.cors.origin).toBe('http://localhost:3100');
    expect(written.kubernetes).toEqual({ clusterLocatorMethods: [] });
    expect((await stat(config.path)).mode % 0o1000).toBe(0o600);

    await config.remove();
    await expect(stat(config.path)).rejects.toThrow('ENOENT');
  });
});
