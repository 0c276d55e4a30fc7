import { AUDIT_POLICY, auditLogPath } from './auditLog';
import { binaryPath } from './binaries';
import { SigningKeys } from './certificates';
import { Component } from './component';
import { httpsGet } from './httpsGet';
import { Site } from './site';

/** The API server, with RBAC and an audit log; ready when `/readyz` says so. */
export async function createApiServer(
  site: Site,
  serviceAccountKeys: SigningKeys,
): Promise<Component> {
  const { ca, folder, ports, server, url } = site;
  const publicKey = await site.file('sa.pub', serviceAccountKeys.publicKey);
  const privateKey = await site.file('sa.key', serviceAccountKeys.privateKey);
  const authority = await site.file('ca.crt', ca.certificate);
  const auditPolicy = await site.file(
    'audit-policy.json',
    JSON.stringify(AUDIT_POLICY),
  );
  return site.component({
    name: 'kube-apiserver',
    command: binaryPath('kube-apiserver'),
    args: [
      `--etcd-servers=http://127.0.0.1:${ports.etcdClient}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${ports.apiServer}`,
      `--tls-cert-file=${server.certificate}`,
      `--tls-private-key-file=${server.key}`,
      `--client-ca-file=${authority}`,
      `--service-account-key-file=${publicKey}`,
      `--service-account-signing-key-file=${privateKey}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--authorization-mode=Node,RBAC',
      '--allow-privileged=true',
      // Pods then need not wait for their namespace's account and its token.
      '--disable-admission-plugins=ServiceAccount',
      `--audit-policy-file=${auditPolicy}`,
      `--audit-log-path=${auditLogPath(folder)}`,
      // Never rotated: a request that was made must stay countable.
      '--audit-log-maxsize=100000',
    ],
    ready: async () => {
      const { status } = await httpsGet(`${url}/readyz`, {
        ca: ca.certificate,
      });
      return status === 200;
    },
  });
}
