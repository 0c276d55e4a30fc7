/** Stands in a path for an entry of a list, whichever it is. */
export const LIST_ITEM = Symbol('entry of a list');

/** Keys from the top of a YAML document, and {@link LIST_ITEM}. */
export type YamlPath = (string | typeof LIST_ITEM)[];

/** What is being typed at the cursor. */
export type CursorPlace = {
  /** Of the map whose key, or the key whose value, is being typed. */
  path: YamlPath;
  typing: 'key' | 'value';
  /** Offset at which the word that is being typed starts. */
  from: number;
  /** Column of the key; a map below it is indented further. */
  column: number;
  /** Keys that the map already has, on other lines. */
  siblings: string[];
};

type Line = {
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

function unquoted(key: string): string {
  return /^["']/.test(key) ? key.slice(1, -1) : key;
}

/** Reads one line of block style; undefined when it is blank or a comment. */
function readLine(text: string): Line | undefined {
  const lead = /^\s*(?:-\s+|-$)*/.exec(text)![0];
  const rest = text.slice(lead.length);
  const dashes = [...lead.matchAll(/-/g)].map(({ index }) => index);
  if ((rest === '' && dashes.length === 0) || rest.startsWith('#')) {
    return undefined;
  }
  const match = KEY.exec(rest);
  const column = lead.length;
  return match
    ? {
        dashes,
        column,
        key: unquoted(match[1]),
        valueColumn: column + match[0].length,
        opens: /^(#.*)?$/.test(rest.slice(match[0].length)),
      }
    : { dashes, column, opens: false };
}

/** Keys and list entries that the lines above put a line into. */
function pathTo(line: Line, above: (Line | undefined)[]): YamlPath {
  const path: YamlPath = [];
  let limit = line.column;
  // Entries of a list may stand in the same column as its key.
  let inList = false;
  const leaveEntries = (dashes: number[]) => {
    for (const dash of dashes.toReversed()) {
      if (dash < limit) {
        path.unshift(LIST_ITEM);
        limit = dash;
        inList = true;
      }
    }
  };
  leaveEntries(line.dashes);
  for (const outer of above.toReversed()) {
    if (outer?.key !== undefined && outer.opens) {
      if (outer.column < limit || (inList && outer.column === limit)) {
        path.unshift(outer.key);
        limit = outer.column;
        inList = false;
      }
    }
    leaveEntries(outer?.dashes ?? []);
  }
  return path;
}

/** Keys of the lines that follow in the same map. */
function keysOn(lines: (Line | undefined)[], column: number): string[] {
  const keys: string[] = [];
  for (const line of lines) {
    if (line && (line.column < column || line.dashes.some(at => at < column))) {
      break;
    }
    if (line?.column === column && line.key !== undefined) {
      keys.push(line.key);
    }
  }
  return keys;
}

/** The same upwards, where an entry of a list ends with the line of its dash. */
function keysAbove(own: Line, above: (Line | undefined)[]): string[] {
  if (own.dashes.length > 0) {
    return [];
  }
  const keys: string[] = [];
  for (const line of above.toReversed()) {
    if (line && line.column < own.column) {
      break;
    }
    if (line?.column === own.column && line.key !== undefined) {
      keys.push(line.key);
      if (line.dashes.length > 0) {
        break;
      }
    }
  }
  return keys;
}

/**
 * Where the cursor is in a YAML text, by its indentation: so it also works
 * while the text cannot be read as a whole.
 *
 * Undefined inside of comments, text blocks' first lines and maps or lists in
 * braces.
 *
 * @param offset - of the cursor, in UTF-16 units
 */
export function cursorPlace(
  text: string,
  offset: number,
): CursorPlace | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  if (/(^|\s)#/.test(before)) {
    return undefined;
  }
  const end = text.indexOf('\n', offset);
  const above = text.slice(0, start).split('\n').slice(0, -1).map(readLine);
  const below =
    end < 0
      ? []
      : text
          .slice(end + 1)
          .split('\n')
          .map(readLine);
  const line = readLine(before) ?? {
    dashes: [],
    column: before.length,
    opens: false,
  };
  const { column, key, valueColumn } = line;
  const path = pathTo(line, above);
  if (key !== undefined && valueColumn !== undefined) {
    const typed = before.slice(valueColumn);
    return /^[\w.-]*$/.test(typed) && /\s$/.test(before.slice(0, valueColumn))
      ? {
          path: [...path, key],
          typing: 'value',
          from: start + valueColumn,
          column,
          siblings: [],
        }
      : undefined;
  }
  return /^[\w.-]*$/.test(before.slice(column))
    ? {
        path,
        typing: 'key',
        from: start + column,
        column,
        siblings: [...keysAbove(line, above), ...keysOn(below, column)],
      }
    : undefined;
}
