import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** A fenced block of code of `docs/install.md`. */
export interface CodeBlock {
  language: string;
  /** What its first line says after the sign of a comment, if it is one. */
  title?: string;
  /** Without that line. */
  code: string;
}

const FENCE = /^```(\w+)\n([^]*?)^```$/gm;
const COMMENT = /^(?:\/\/|#) (.*)\n/;
/** Where code goes: `// in routes, instead of <Route />`. */
const PLACE = /^\/\/ (?:in \w+, )?(before|instead of) (.*)\n/m;

/** The blocks of code of a page, in order. */
export function codeBlocks(page: string): CodeBlock[] {
  return [...page.matchAll(FENCE)].map(([, language, text]) => {
    const comment = COMMENT.exec(text);
    return comment
      ? { language, title: comment[1], code: text.slice(comment[0].length) }
      : { language, code: text };
  });
}

/** Lays one YAML value over another: maps are merged, lists are joined. */
function lay(under: unknown, over: unknown): unknown {
  if (Array.isArray(under) && Array.isArray(over)) {
    return [...under, ...over];
  }
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(under) || !isMap(over)) {
    return over;
  }
  const keys = Object.keys({ ...under, ...over });
  return Object.fromEntries(
    keys.map(key => [
      key,
      key in over ? lay(under[key], over[key]) : under[key],
    ]),
  );
}

/**
 * Puts code into a TypeScript file, where its comments say.
 *
 * @throws Error when the place is not there
 */
export function placeCode(file: string, code: string): string {
  const place = PLACE.exec(code);
  if (!place) {
    return code;
  }
  const [comment, how, anchor] = place;
  if (!file.includes(anchor)) {
    throw new Error(`The template has no ${anchor}`);
  }
  const imports = code.slice(0, place.index);
  const body = code.slice(place.index + comment.length).trimEnd();
  const placed = file.replace(anchor, () =>
    how === 'before' ? `${body}\n${anchor}` : body,
  );
  return `${imports}${placed}`;
}

/** Does what a block says in a portal's folder. */
async function follow(portal: string, { language, title, code }: CodeBlock) {
  const path = join(portal, title ?? '');
  const before = existsSync(path) ? await readFile(path, 'utf8') : '';
  const after =
    language === 'yaml'
      ? stringify(lay(parse(before), parse(code)))
      : placeCode(before, code);
  await writeFile(path, after);
}

/** What of the page holds for the portal at hand. */
export interface Reader {
  portal: string;
  /** Blocks of these files are left out. */
  except: (file: string) => boolean;
}

/** Writes what the page says into the files of a portal; answers their names. */
export async function followPage(
  blocks: CodeBlock[],
  { portal, except }: Reader,
): Promise<string[]> {
  const named = blocks.filter(
    ({ language, title }) =>
      ['ts', 'tsx', 'yaml'].includes(language) && title?.match(/^[\w/.-]+$/),
  );
  const followed = named.filter(({ title = '' }) => !except(title));
  for (const block of followed) {
    await follow(portal, block);
  }
  return followed.map(({ title = '' }) => title);
}

/**
 * The commands of the page under a comment.
 *
 * @throws Error when the page has none
 */
export function commandsUnder(blocks: CodeBlock[], title: string): string {
  const block = blocks.find(
    one => one.language === 'bash' && one.title === title,
  );
  if (!block) {
    throw new Error(`docs/install.md has no commands under "# ${title}"`);
  }
  return block.code;
}
