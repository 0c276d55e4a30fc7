import { missingIn } from './contains';

const POD = { env: [{ name: 'A' }, { name: 'B', value: 'b' }], size: 3 };

describe('missingIn', () => {
  it('takes more keys and more entries', () => {
    expect(missingIn(POD, { env: [{ name: 'B' }] })).toEqual([]);
  });

  it('names a value that differs', () => {
    expect(missingIn(POD, { size: 4 })).toEqual(['.size: 4, not 3']);
  });

  it('names what an entry of that name does not have', () => {
    expect(missingIn(POD, { env: [{ name: 'A', value: 'b' }] })).toEqual([
      '.env[0].value: "b", not undefined',
    ]);
  });

  it('names an entry that no entry has all of', () => {
    const ports = [{ port: 1, protocol: 'TCP' }, { port: 2 }];
    expect(
      missingIn({ ports }, { ports: [{ port: 2, protocol: 'TCP' }] }),
    ).toEqual(['.ports[0]: {"port":2,"protocol":"TCP"}']);
  });

  it('names what is below a key that is not there', () => {
    expect(missingIn(POD, { limits: { cpu: 1 } })).toEqual([
      '.limits.cpu: 1, not undefined',
    ]);
  });
});
