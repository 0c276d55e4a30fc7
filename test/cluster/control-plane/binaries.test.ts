import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARIES, binaryPath, cacheFolder, missingParts } from './binaries';

const environment = { ...process.env };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binaries-'));
  process.env.XDG_CACHE_HOME = folder;
  delete process.env.KUBEBUILDER_ASSETS;
});

afterEach(async () => {
  process.env = { ...environment };
  await rm(folder, { recursive: true });
});

describe('missingParts', () => {
  it('names everything when nothing is built', () => {
    expect(missingParts()).toEqual([
      ...BINARIES,
      'lws-config',
      'kwok-stages',
      'gateway-api',
    ]);
  });

  it('does not miss what KUBEBUILDER_ASSETS has', async () => {
    process.env.KUBEBUILDER_ASSETS = folder;
    await writeFile(join(folder, 'etcd'), '');

    expect(missingParts()).not.toContain('etcd');
    expect(missingParts()).toContain('kubectl');
    expect(binaryPath('etcd')).toBe(join(folder, 'etcd'));
    expect(binaryPath('kubectl')).toBe(join(cacheFolder(), 'kubectl'));
  });

  it('takes only what is usually kept in KUBEBUILDER_ASSETS from there', async () => {
    process.env.KUBEBUILDER_ASSETS = folder;
    await writeFile(join(folder, 'lws'), '');

    expect(missingParts()).toContain('lws');
  });
});
