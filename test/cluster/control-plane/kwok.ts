import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { binaryPath, manifestsPath } from './binaries';
import { Component } from './component';
import { Site } from './site';

/**
 * How pods live on the fake nodes: `fast` makes them ready at once and removes
 * them at once, `general` takes a few seconds for each step, as a kubelet does.
 */
export type PodStages = 'fast' | 'general';

async function readStages(folders: string[]): Promise<string> {
  const stages: string[] = [];
  for (const folder of folders) {
    const path = join(manifestsPath('kwok-stages'), folder);
    const files = (await readdir(path)).filter(
      name => name.endsWith('.yaml') && name !== 'kustomization.yaml',
    );
    for (const name of files.sort()) {
      stages.push(await readFile(join(path, name), 'utf8'));
    }
  }
  return stages.join('\n---\n');
}

/** kwok, playing the kubelet of every node. */
export async function createKwok(
  site: Site,
  podStages: PodStages,
): Promise<Component> {
  const address = `127.0.0.1:${site.ports.kwok}`;
  const kubeconfig = await site.kubeconfig('kwok', {
    commonName: 'kwok',
    organization: 'system:masters',
  });
  const stages = await readStages([
    'node/fast',
    'node/heartbeat-with-lease',
    `pod/${podStages}`,
  ]);
  return site.component({
    name: 'kwok',
    command: binaryPath('kwok'),
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--config=${await site.file('stages.yaml', stages)}`,
      '--manage-all-nodes=true',
      '--node-ip=10.0.0.1',
      // Without leases the node controller takes the nodes for lost after 50 s.
      '--node-lease-duration-seconds=40',
      `--server-address=${address}`,
    ],
    ready: async () => (await fetch(`http://${address}/healthz`)).ok,
  });
}
