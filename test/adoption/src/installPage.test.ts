import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  codeBlocks,
  commandsUnder,
  followPage,
  placeCode,
} from './installPage';

const PAGE = [
  'Add it:',
  '```bash\n# from a folder\nnpm install ./a.tgz\n```',
  '```ts\n// index.ts\n// before start();\nadd();\n```',
  '```yaml\n# app-config.yaml\na: { c: [2] }\n```',
  '```yaml\nonly: shown\n```',
].join('\n\n');

describe('the install page', () => {
  let portal: string;

  beforeEach(async () => {
    portal = await mkdtemp(join(tmpdir(), 'aikit-page-'));
    await writeFile(join(portal, 'index.ts'), 'start();\n');
    await writeFile(join(portal, 'app-config.yaml'), 'a: { b: 1, c: [1] }\n');
  });
  afterEach(() => rm(portal, { recursive: true, force: true }));

  it('is followed where a block names a file', async () => {
    const files = await followPage(codeBlocks(PAGE), {
      portal,
      except: () => false,
    });

    expect(files).toEqual(['index.ts', 'app-config.yaml']);
    expect(await readFile(join(portal, 'index.ts'), 'utf8')).toBe(
      'add();\nstart();\n',
    );
    const config = await readFile(join(portal, 'app-config.yaml'), 'utf8');
    expect(parse(config)).toEqual({ a: { b: 1, c: [1, 2] } });
  });

  it('gives the commands under a comment, and says when there are none', () => {
    const blocks = codeBlocks(PAGE);
    expect(commandsUnder(blocks, 'from a folder')).toBe(
      'npm install ./a.tgz\n',
    );
    expect(() => commandsUnder(blocks, 'by hand')).toThrow(
      'docs/install.md has no commands under "# by hand"',
    );
  });

  it('puts imports first, and code in place of what the comment names', () => {
    const code = [
      "import { B } from 'b';",
      '',
      '// in page, instead of <A />',
      '<B />',
      '',
    ].join('\n');
    expect(placeCode('const page = <A />;\n', code)).toBe(
      "import { B } from 'b';\n\nconst page = <B />;\n",
    );
  });

  it('fails when the template has no such place', () => {
    expect(() => placeCode('', '// before <A />\n<B />\n')).toThrow(
      'The template has no <A />',
    );
  });
});
