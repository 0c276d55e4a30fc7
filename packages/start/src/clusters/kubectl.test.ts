import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKubectlProxy } from './kubectl';

/** A stand-in for kubectl that answers as the script says. */
async function fakeKubectl(folder: string, script: string): Promise<string> {
  const path = join(folder, 'kubectl');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('startKubectlProxy', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aikit-kubectl-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('shows the current context through the port that the proxy has taken', async () => {
    const kubectl = await fakeKubectl(
      folder,
      `case "$1" in
         config) echo staging ;;
         proxy) echo "Starting to serve on 127.0.0.1:4321"; exec sleep 60 ;;
       esac`,
    );

    const clusters = await startKubectlProxy(kubectl);

    expect(clusters.appConfig).toMatchObject({
      kubernetes: {
        clusterLocatorMethods: [
          {
            clusters: [
              {
                name: 'staging',
                url: 'http://127.0.0.1:4321',
                authProvider: 'localKubectlProxy',
              },
            ],
          },
        ],
      },
    });
    await clusters.stop();
    await expect(clusters.lost).rejects.toThrow(/the way to staging/);
  });

  it('says what to do when kubectl is not there', async () => {
    await expect(startKubectlProxy(join(folder, 'none'))).rejects.toThrow(
      /not on the PATH/,
    );
  });

  it('says what to do when there is no current context', async () => {
    const kubectl = await fakeKubectl(
      folder,
      'echo "error: current-context is not set" >&2; exit 1',
    );
    await expect(startKubectlProxy(kubectl)).rejects.toThrow(
      /current-context is not set.*use-context/,
    );
  });

  it('passes on why the proxy did not start', async () => {
    const kubectl = await fakeKubectl(
      folder,
      `case "$1" in
         config) echo staging ;;
         proxy) echo "error: no configuration" >&2; exit 1 ;;
       esac`,
    );
    await expect(startKubectlProxy(kubectl)).rejects.toThrow(
      /kubectl proxy ended:\nerror: no configuration/,
    );
  });
});
