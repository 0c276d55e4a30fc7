import { NodeOptions } from '@aikit-backstage/cluster-simulator';
import { createApiServer } from './apiServer';
import { ApiRequest, auditLogPath, readRequests } from './auditLog';
import { missingParts } from './binaries';
import { generateSigningKeys } from './certificates';
import { createControllerManager, createScheduler } from './controllers';
import { createEtcd } from './etcd';
import { Kubectl } from './kubectl';
import { createKwok, PodStages } from './kwok';
import { createLws, installLws, renderLws } from './lws';
import { addNodes } from './nodes';
import { createSite, Site } from './site';
import {
  createSuiteAccount,
  createToken,
  ServiceAccount,
} from './suiteAccount';

/** How a control plane behaves. */
export interface ControlPlaneOptions {
  /** Default: `fast`. */
  podStages?: PodStages;
}

/**
 * A running Kubernetes control plane with the LeaderWorkerSet controller. It
 * has no nodes until {@link ControlPlane.addNodes}.
 */
export interface ControlPlane {
  /** The API server, on a loopback port. */
  url: string;
  /** The authority of the API server's certificate: PEM, base64 encoded. */
  caData: string;
  /** A kubeconfig that may do everything. */
  adminKubeconfigPath: string;
  /** Logs, one `<component>.log` each; removed by {@link ControlPlane.stop}. */
  folder: string;
  /** Runs kubectl as administrator; rejects with what it wrote to stderr. */
  kubectl: Kubectl;
  /** `kubectl get <args> -o json`, parsed. */
  get<T>(...args: string[]): Promise<T>;
  /** Applies YAML documents or objects server-side, as manager `kubectl`. */
  apply(manifests: string | object[]): Promise<void>;
  /** A bearer token of an existing ServiceAccount. */
  tokenFor(account: ServiceAccount): Promise<string>;
  /** Applies `docs/rbac.yaml` and the cluster-wide binding; answers the account's user name and a token. */
  suiteAccount(): Promise<{ username: string; token: string }>;
  /** Creates fake nodes and waits until the scheduler may use them. */
  addNodes(nodes: NodeOptions[]): Promise<void>;
  /** Kills the API server; connections break, state is kept. */
  stopApiServer(): Promise<void>;
  /** Starts it again on the same port. */
  startApiServer(): Promise<void>;
  /** Kills the LWS controller, and with it LWS's webhooks. */
  stopLws(): Promise<void>;
  /** Starts it again, on the same port. */
  startLws(): Promise<void>;
  /** The requests a user has made since the start, oldest first. */
  requestsBy(username: string): Promise<ApiRequest[]>;
  /** How many requests the API server has had that match all that is given. */
  apiRequestCount(
    match?: Partial<Pick<ApiRequest, 'user' | 'verb' | 'resource'>>,
  ): Promise<number>;
  /** The processes that run now. */
  processIds(): number[];
  /** Kills every process and removes the folder. */
  stop(): Promise<void>;
}

async function startComponents(site: Site, podStages: PodStages) {
  const etcd = createEtcd(site);
  const apiServer = await createApiServer(site, generateSigningKeys());
  const [controllerManager, scheduler, kwok, lws] = await Promise.all([
    createControllerManager(site),
    createScheduler(site),
    createKwok(site, podStages),
    createLws(site),
  ]);
  const [lwsManifests] = await Promise.all([
    renderLws(site),
    etcd.start(),
    apiServer.start(),
  ]);
  await Promise.all([
    // The garbage collector looks for new kinds every 30 s only: one that is
    // there before it does not make the first removal wait.
    installLws(site, lwsManifests).then(() =>
      Promise.all([lws.start(), controllerManager.start()]),
    ),
    scheduler.start(),
    kwok.start(),
  ]);
  return { apiServer, lws };
}

async function stopSite({ components, reaper }: Site): Promise<void> {
  await Promise.all(components.map(component => component.stop()));
  await reaper.finish();
}

/**
 * Starts a control plane of its own: own folder, ports and certificates, so
 * that several can run side by side.
 *
 * @throws Error that names what is not built yet, or the component that failed
 * with the end of its log. Nothing is left running then.
 */
export async function startControlPlane(
  options: ControlPlaneOptions = {},
): Promise<ControlPlane> {
  const missing = missingParts();
  if (missing.length > 0) {
    throw new Error(
      `The control plane lacks ${missing.join(', ')}: run ` +
        '"npm run control-plane:build", which needs Go',
    );
  }
  const site = await createSite();
  const { kubectl } = site;
  let running: Awaited<ReturnType<typeof startComponents>>;
  try {
    running = await startComponents(site, options.podStages ?? 'fast');
  } catch (error) {
    await stopSite(site);
    throw error;
  }
  const { apiServer, lws } = running;
  const requests = () => readRequests(auditLogPath(site.folder));

  return {
    url: site.url,
    caData: Buffer.from(site.ca.certificate).toString('base64'),
    adminKubeconfigPath: site.adminKubeconfig,
    folder: site.folder,
    kubectl,
    get: async (...args) =>
      JSON.parse(await kubectl(['get', ...args, '-o', 'json'])),
    apply: async manifests => {
      const input =
        typeof manifests === 'string'
          ? manifests
          : JSON.stringify({
              apiVersion: 'v1',
              kind: 'List',
              items: manifests,
            });
      await kubectl(['apply', '--server-side', '-f', '-'], input);
    },
    tokenFor: account => createToken(kubectl, account),
    suiteAccount: () => createSuiteAccount(kubectl),
    addNodes: nodes => addNodes(kubectl, nodes),
    stopApiServer: () => apiServer.stop(),
    startApiServer: () => apiServer.start(),
    stopLws: () => lws.stop(),
    startLws: () => lws.start(),
    requestsBy: async username =>
      (await requests()).filter(({ user }) => user === username),
    apiRequestCount: async ({ user, verb, resource } = {}) =>
      (await requests()).filter(
        request =>
          (user === undefined || request.user === user) &&
          (verb === undefined || request.verb === verb) &&
          (resource === undefined || request.resource === resource),
      ).length,
    processIds: () =>
      site.components.flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
    stop: () => stopSite(site),
  };
}
