import { join } from 'node:path';
import { binaryPath } from './binaries';
import { Component } from './component';
import { Site } from './site';

/** etcd without fsync: nothing in it outlives the control plane. */
export function createEtcd({ folder, ports, component }: Site): Component {
  const client = `http://127.0.0.1:${ports.etcdClient}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return component({
    name: 'etcd',
    command: binaryPath('etcd'),
    args: [
      '--unsafe-no-fsync',
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
    ],
    ready: async () => (await fetch(`${client}/health`)).ok,
  });
}
