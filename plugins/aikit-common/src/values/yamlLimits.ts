import { CST, Lexer, Parser } from 'yaml';
import { MAX_DEPTH } from './plain';

/** Characters of a text: as much as Helm can store of a release. */
const MAX_LENGTH = 2 ** 20;

/** Words, brackets and spaces of a text; an ordinary one has hundreds. */
const MAX_LEXEMES = 50_000;

/** Aliases of a text: the yaml package looks for the anchor of each. */
export const MAX_ALIASES = 100;

/** What the lexer puts before the text of a scalar. */
const BEFORE_SCALAR = '\x1f';

type Node = CST.Token | null | undefined;

/**
 * Why a text is not to be parsed.
 *
 * @public
 */
export interface Excess {
  rule: string;
  message: string;
}

function excessOfLexemes(text: string): Excess | undefined {
  let [lexemes, aliases, before] = [0, 0, ''];
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    aliases += lexeme.startsWith('*') && before !== BEFORE_SCALAR ? 1 : 0;
    before = lexeme;
    if (lexemes > MAX_LEXEMES) {
      return {
        rule: 'too-large',
        message: `must not have more than ${MAX_LEXEMES} words and signs: remove what is not AIKit's`,
      };
    }
    if (aliases > MAX_ALIASES) {
      return {
        rule: 'aliases',
        message: `must not have more than ${MAX_ALIASES} aliases (*name): write the values out`,
      };
    }
  }
  return undefined;
}

/** What is directly in a collection: its keys and values. */
function childrenOf(token: Node): Node[] {
  return token && 'items' in token
    ? token.items.flatMap(({ key, value }: CST.CollectionItem) => [key, value])
    : [];
}

/** Looks at a text level by level. */
function isTooDeep(text: string): boolean {
  let level: Node[] = [...new Parser().parse(text)].map(token =>
    token.type === 'document' ? token.value : undefined,
  );
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      return true;
    }
    level = level.flatMap(childrenOf).filter(Boolean);
  }
  return false;
}

/**
 * Why a YAML text is too much to be parsed; undefined when it is not.
 *
 * The yaml package builds a document by calling itself for each level, and a
 * few thousand brackets exhaust the stack in a way that can end the process;
 * its time grows with the square of the number of aliases. Its lexer and its
 * tokens are made step by step, so they are looked at first.
 *
 * @public
 */
export function yamlExcess(text: string): Excess | undefined {
  if (text.length > MAX_LENGTH) {
    return {
      rule: 'too-large',
      message: `must not be longer than ${MAX_LENGTH} characters, which is as much as Helm can store: remove what is not AIKit's`,
    };
  }
  const excess = excessOfLexemes(text);
  if (excess || !isTooDeep(text)) {
    return excess;
  }
  return {
    rule: 'depth',
    message: `must not be nested deeper than ${MAX_DEPTH} levels: no object of Kubernetes is`,
  };
}
