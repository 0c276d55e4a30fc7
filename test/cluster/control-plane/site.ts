import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binaryPath } from './binaries';
import {
  CertificateAuthority,
  ClientSubject,
  createCertificateAuthority,
} from './certificates';
import { Component, ComponentOptions } from './component';
import { createKubectl, Kubectl } from './kubectl';
import { writeKubeconfig } from './kubeconfig';
import { freePorts } from './ports';
import { Reaper, startReaper } from './reaper';

const PORT_NAMES = [
  'etcdClient',
  'etcdPeer',
  'apiServer',
  'controllerManager',
  'scheduler',
  'lwsWebhook',
  'kwok',
] as const;

/** What the components of one control plane share. */
export interface Site {
  /** A temporary folder: certificates, kubeconfigs, etcd's data, logs. */
  folder: string;
  ports: Record<(typeof PORT_NAMES)[number], number>;
  ca: CertificateAuthority;
  /** A certificate for 127.0.0.1: paths of PEM files. */
  server: { certificate: string; key: string };
  /** The API server. */
  url: string;
  adminKubeconfig: string;
  kubectl: Kubectl;
  reaper: Reaper;
  /** Every component made with {@link Site.component}. */
  components: Component[];
  /** A component with its log in the folder. */
  component(options: Omit<ComponentOptions, 'logFile' | 'reaper'>): Component;
  /** A file in the folder; returns its path. */
  file(name: string, content: string): Promise<string>;
  /** A kubeconfig in the folder; returns its path. */
  kubeconfig(name: string, subject: ClientSubject): Promise<string>;
}

/** Makes the folder, the ports and the certificates of a control plane. */
export async function createSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'aikit-control-plane-'));
  const reaper = startReaper(folder);
  const numbers = await freePorts(PORT_NAMES.length);
  const ports = Object.fromEntries(
    PORT_NAMES.map((name, index) => [name, numbers[index]]),
  ) as Site['ports'];
  const url = `https://127.0.0.1:${ports.apiServer}`;
  const ca = createCertificateAuthority();
  const components: Component[] = [];

  const file = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  };
  const kubeconfig = async (name: string, subject: ClientSubject) => {
    const path = join(folder, `${name}.kubeconfig`);
    await writeKubeconfig(path, { url, ca, subject });
    return path;
  };

  await mkdir(join(folder, 'tls'));
  const { certificate, key } = ca.issueServer();
  const server = {
    certificate: await file('tls/tls.crt', certificate),
    key: await file('tls/tls.key', key),
  };
  const adminKubeconfig = await kubeconfig('admin', {
    commonName: 'admin',
    organization: 'system:masters',
  });
  return {
    folder,
    ports,
    ca,
    server,
    url,
    adminKubeconfig,
    kubectl: createKubectl({
      binary: binaryPath('kubectl'),
      kubeconfig: adminKubeconfig,
      cacheFolder: join(folder, 'kubectl-cache'),
    }),
    reaper,
    components,
    component: options => {
      const logFile = join(folder, `${options.name}.log`);
      const component = new Component({ ...options, logFile, reaper });
      components.push(component);
      return component;
    },
    file,
    kubeconfig,
  };
}
