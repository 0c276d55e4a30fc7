import { generateKeyPairSync } from 'node:crypto';
import { md, pki } from 'node-forge';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  certificate: string;
  key: string;
}

/** A private and a public key, both PEM. */
export interface SigningKeys {
  privateKey: string;
  publicKey: string;
}

/** A Kubernetes user: the common name is the user, organisations are groups. */
export interface ClientSubject {
  commonName: string;
  organization?: string;
}

/** Issues the certificates of one control plane. */
export interface CertificateAuthority {
  /** The authority's own certificate, PEM. */
  certificate: string;
  /** A certificate for servers on 127.0.0.1. */
  issueServer(): KeyPair;
  /** A certificate that authenticates a client to the API server. */
  issueClient(subject: ClientSubject): KeyPair;
}

/** An RSA key pair; also what service-account tokens are signed with. */
export function generateSigningKeys(): SigningKeys {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

function fields({ commonName, organization }: ClientSubject) {
  const commonNameField = { name: 'commonName', value: commonName };
  return organization
    ? [{ name: 'organizationName', value: organization }, commonNameField]
    : [commonNameField];
}

/** Makes an authority that is valid for a day, with its own fresh key. */
export function createCertificateAuthority(): CertificateAuthority {
  const authorityKey = generateSigningKeys();
  const signingKey = pki.privateKeyFromPem(authorityKey.privateKey);
  const issuer = fields({ commonName: 'control-plane-ca' });
  // Identity is in the certificate, so one key serves every leaf: generating
  // one for each would take longer than starting etcd.
  const leafKey = generateSigningKeys();
  let serial = 0;

  function issue(
    subject: ClientSubject,
    publicKeyPem: string,
    extensions: object[],
  ): string {
    const certificate = pki.createCertificate();
    serial += 1;
    certificate.serialNumber = serial.toString(16).padStart(2, '0');
    certificate.publicKey = pki.publicKeyFromPem(publicKeyPem);
    certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
    certificate.validity.notAfter = new Date(Date.now() + DAY_MS);
    certificate.setSubject(fields(subject));
    certificate.setIssuer(issuer);
    certificate.setExtensions(extensions);
    certificate.sign(signingKey, md.sha256.create());
    return pki.certificateToPem(certificate);
  }

  function issueLeaf(subject: ClientSubject, extensions: object[]): KeyPair {
    return {
      key: leafKey.privateKey,
      certificate: issue(subject, leafKey.publicKey, [
        { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
        ...extensions,
      ]),
    };
  }

  return {
    certificate: issue(
      { commonName: 'control-plane-ca' },
      authorityKey.publicKey,
      [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, critical: true },
      ],
    ),
    issueServer: () =>
      issueLeaf({ commonName: '127.0.0.1' }, [
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ]),
    issueClient: subject =>
      issueLeaf(subject, [{ name: 'extKeyUsage', clientAuth: true }]),
  };
}
