import { join } from 'node:path';
import { binaryPath } from './binaries';
import { Component } from './component';
import { httpsGet } from './httpsGet';
import { Site } from './site';

// Nothing else uses this API server; the defaults (20 to 50 requests a second)
// would only make tests wait.
const CLIENT_LIMITS = ['--kube-api-qps=500', '--kube-api-burst=1000'];

async function createController(
  site: Site,
  options: {
    name: 'kube-controller-manager' | 'kube-scheduler';
    port: number;
    args: string[];
  },
): Promise<Component> {
  const { name, port, args } = options;
  const { ca, server } = site;
  const kubeconfig = await site.kubeconfig(name, {
    commonName: `system:${name}`,
  });
  return site.component({
    name,
    command: binaryPath(name),
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--tls-cert-file=${server.certificate}`,
      `--tls-private-key-file=${server.key}`,
      ...CLIENT_LIMITS,
      ...args,
    ],
    ready: async () => {
      const { status } = await httpsGet(`https://127.0.0.1:${port}/healthz`, {
        ca: ca.certificate,
      });
      return status === 200;
    },
  });
}

/** The controllers of Deployments, StatefulSets, garbage collection, … */
export function createControllerManager(site: Site): Promise<Component> {
  return createController(site, {
    name: 'kube-controller-manager',
    port: site.ports.controllerManager,
    args: [
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${join(site.folder, 'sa.key')}`,
      `--root-ca-file=${join(site.folder, 'ca.crt')}`,
      '--controllers=*,-nodeipam,-cloud-node-lifecycle,-service-lb-controller',
    ],
  });
}

/** The real scheduler: it decides which pods fit on which nodes. */
export function createScheduler(site: Site): Promise<Component> {
  return createController(site, {
    name: 'kube-scheduler',
    port: site.ports.scheduler,
    args: [],
  });
}
