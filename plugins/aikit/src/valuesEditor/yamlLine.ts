/** What one line of block-style YAML says. */
export type YamlLine = {
  /** Columns of the `-` that start entries of lists, outermost first. */
  dashes: number[];
  /** Column of what follows them. */
  column: number;
  key?: string;
  /** Column of the value; absent when there is no key. */
  valueColumn?: number;
  /** The value is on the lines below. */
  opens: boolean;
};

const KEY =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'{[&*!|>%@`][^#]*?)\s*:(\s+|$)/;

/** The anchor (`&name`) and the tag (`!!map`) that a value may begin with. */
const PROPERTIES = /^(?:[&!]\S*(?:\s+|$))*/;

function unquoted(key: string): string {
  return /^["']/.test(key) ? key.slice(1, -1) : key;
}

/** Reads a line; undefined when it is blank or a comment. */
export function readLine(text: string): YamlLine | undefined {
  const lead = /^\s*(?:-\s+|-$)*/.exec(text)![0];
  const rest = text.slice(lead.length);
  const dashes = [...lead.matchAll(/-/g)].map(({ index }) => index);
  if ((rest === '' && dashes.length === 0) || rest.startsWith('#')) {
    return undefined;
  }
  const column = lead.length;
  const match = KEY.exec(rest);
  if (!match) {
    return { dashes, column, opens: false };
  }
  const [properties] = PROPERTIES.exec(rest.slice(match[0].length))!;
  const valueAt = match[0].length + properties.length;
  return {
    dashes,
    column,
    key: unquoted(match[1]),
    valueColumn: column + valueAt,
    opens: /^(#.*)?$/.test(rest.slice(valueAt)),
  };
}

/**
 * The key, or what is to become one, at the start of a part of a line.
 *
 * @returns its length, 0 where there is none yet, and whether its colon
 * follows; undefined before what a key would run into, such as a list's dash
 */
export function keyAt(
  text: string,
): { length: number; hasColon: boolean } | undefined {
  if (!/^(?:["'\w.]|-\S|\s*(?:#|$))/.test(text)) {
    return undefined;
  }
  const key = KEY.exec(text)?.[1] ?? /^[^\s:#]*/.exec(text)![0];
  return {
    length: key.length,
    hasColon: /^\s*:/.test(text.slice(key.length)),
  };
}

/**
 * The length of the plain value at the start of a part of a line, 0 where there
 * is none yet; undefined before quotes, braces and the like.
 */
export function plainValueAt(text: string): number | undefined {
  return /^(?:[\w.+-]|\s|$)/.test(text)
    ? /^.*?(?=\s*$|\s+#)/.exec(text)![0].length
    : undefined;
}
