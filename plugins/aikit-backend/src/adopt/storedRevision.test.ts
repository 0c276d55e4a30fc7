import { gzipSync } from 'node:zlib';
import { releaseRecord, releaseSecret } from '../__testUtils__/releases';
import { readRevision } from './storedRevision';

/** Data of a Secret as Helm writes it, with something else in it. */
function packed(content: string | Buffer): object {
  const text = gzipSync(content).toString('base64');
  return { release: Buffer.from(text).toString('base64') };
}

describe('readRevision', () => {
  it('reads what Helm has written, and leaves the manifest as it is', async () => {
    const manifest = 'a: *nowhere';
    const secret = releaseSecret(releaseRecord({ manifest }));
    expect(await readRevision(secret)).toMatchObject({
      secret,
      name: 'llama',
      revision: 1,
      status: 'deployed',
      chart: { name: 'aikit', version: '0.19.0' },
      userValues: { replicaCount: 2 },
      chartValues: { replicaCount: 1 },
      manifest,
    });
  });

  it.each([
    ['no data', {}, /it has no data of the key release/],
    ['no base64 of gzip', { release: 'aGVsbG8=' }, /it is no JSON .* in gzip/],
    ['no JSON', packed('hello'), /it is no JSON/],
    [
      'another JSON',
      packed('{"name":"x","info":{}}'),
      /these fields are missing, or of another type: version, info\.status, chart\./,
    ],
    [
      'more than is bearable',
      packed(Buffer.alloc(33 * 1024 * 1024)),
      /at most \d{7} bytes/,
    ],
    [
      'a few bytes that unpack to many',
      packed(Buffer.alloc(1024 * 1024 + 1)),
      /at most 1048576 bytes/,
    ],
    [
      'a list in the place of a record',
      packed('[0]'),
      /or of another type: all\./,
    ],
  ])(
    'refuses a Secret with %s, and says what to do',
    async (_, data, reason) => {
      const refused = readRevision(releaseSecret(releaseRecord(), data));
      await expect(refused).rejects.toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          message: expect.stringMatching(
            /^The Secret sh\.helm\.release\.v1\.llama\.v1 in namespace team cannot be read as a Helm release: .*\. If helm history llama does not show/,
          ),
        }),
      );
      await expect(refused).rejects.toThrow(reason);
    },
  );
});
