import { writeFile } from 'node:fs/promises';
import { CertificateAuthority, ClientSubject } from './certificates';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/**
 * Writes a kubeconfig with a fresh client certificate for `subject`. It is
 * JSON, which is YAML too.
 */
export async function writeKubeconfig(
  path: string,
  options: { url: string; ca: CertificateAuthority; subject: ClientSubject },
): Promise<void> {
  const { url, ca, subject } = options;
  const { certificate, key } = ca.issueClient(subject);
  const user = subject.commonName;
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'control-plane',
        cluster: {
          server: url,
          'certificate-authority-data': base64(ca.certificate),
        },
      },
    ],
    users: [
      {
        name: user,
        user: {
          'client-certificate-data': base64(certificate),
          'client-key-data': base64(key),
        },
      },
    ],
    contexts: [
      { name: 'control-plane', context: { cluster: 'control-plane', user } },
    ],
    'current-context': 'control-plane',
  };
  await writeFile(path, JSON.stringify(config, undefined, 2), { mode: 0o600 });
}
