import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createServer } from 'node:tls';
import {
  playScenario,
  readScenarios,
} from '@aikit-backstage/cluster-simulator';
import { run } from './run';

/** The cluster that `docs/install.md` shows to the portal. */
export interface AdoptionCluster {
  /** As the page's configuration reads them. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Makes a key and a certificate that signs itself, as PEM texts. */
async function selfSigned(scratch: string) {
  const [key, cert] = [join(scratch, 'tls.key'), join(scratch, 'tls.crt')];
  await run(
    'openssl',
    [
      ...['req', '-x509', '-nodes', '-newkey', 'rsa:2048', '-days', '2'],
      ...['-subj', '/CN=us-east', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', key, '-out', cert],
    ],
    { cwd: scratch },
  );
  return {
    key: await readFile(key, 'utf8'),
    cert: await readFile(cert, 'utf8'),
  };
}

/** Speaks TLS in front of a server that does not. */
async function tlsInFrontOf(url: string, pems: { key: string; cert: string }) {
  const { hostname, port } = new URL(url);
  const server = createServer(pems, outside => {
    const inside = connect(Number(port), hostname);
    // Whichever end goes takes the other with it.
    pipeline(outside, inside, outside, () => {
      outside.destroy();
      inside.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

/** Starts the simulated cluster us-east, over HTTPS with a CA of its own. */
export async function startAdoptionCluster(
  scratch: string,
): Promise<AdoptionCluster> {
  const pems = await selfSigned(scratch);
  const scenarios = await readScenarios();
  const scenario = scenarios.find(({ name }) => name === 'us-east');
  if (!scenario) {
    throw new Error('The simulator has no scenario us-east any more');
  }
  const { cluster, stop } = await playScenario(scenario);
  const front = await tlsInFrontOf(cluster.url, pems);
  return {
    env: {
      US_EAST_URL: front.url,
      US_EAST_TOKEN: cluster.token,
      US_EAST_CA_DATA: Buffer.from(pems.cert).toString('base64'),
    },
    stop: async () => {
      front.close();
      await stop();
    },
  };
}
