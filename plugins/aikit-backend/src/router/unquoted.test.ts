import { unquoted } from './unquoted';

describe('unquoted', () => {
  it.each([
    ['as it is', (text: string) => text],
    ['in JSON', (text: string) => JSON.stringify(text)],
  ])('leaves out what a container is started with, %s', async (_, quote) => {
    const value = 'hunter2 "quoted"\nand more';
    const request = { values: { env: [{ name: 'TOKEN', value }] } };
    const failed = unquoted(request, async () => {
      throw new Error(`TOKEN of ${quote(value)} is not allowed`);
    });
    await expect(failed).rejects.toThrow(
      /^TOKEN of "?\(concealed\)"? is not allowed$/,
    );
    await expect(failed).rejects.not.toHaveProperty(
      'stack',
      expect.stringContaining('hunter2'),
    );
  });
});
