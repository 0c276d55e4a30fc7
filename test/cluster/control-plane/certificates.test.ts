import { X509Certificate } from 'node:crypto';
import { createCertificateAuthority } from './certificates';

describe('createCertificateAuthority', () => {
  it('issues a server certificate that is valid for 127.0.0.1', () => {
    const ca = createCertificateAuthority();
    const server = new X509Certificate(ca.issueServer().certificate);

    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.verify(new X509Certificate(ca.certificate).publicKey)).toBe(
      true,
    );
  });

  it('issues a client certificate with a user and its group', () => {
    const { certificate } = createCertificateAuthority().issueClient({
      commonName: 'admin',
      organization: 'system:masters',
    });

    expect(new X509Certificate(certificate).subject).toBe(
      'O=system:masters\nCN=admin',
    );
  });

  it('does not vouch for the certificates of another authority', () => {
    const other = createCertificateAuthority().issueServer();
    const ca = new X509Certificate(createCertificateAuthority().certificate);

    expect(new X509Certificate(other.certificate).verify(ca.publicKey)).toBe(
      false,
    );
  });
});
