import { keyAt, plainValueAt, readLine, YamlLine } from './yamlLine';

/** Stands in a path for an entry of a list, whichever it is. */
export const LIST_ITEM = Symbol('entry of a list');

/** Keys from the top of a YAML document, and {@link LIST_ITEM}. */
export type YamlPath = (string | typeof LIST_ITEM)[];

/** What is being typed at the cursor. */
export type CursorPlace = {
  /** Of the map whose key, or the key whose value, is being typed. */
  path: YamlPath;
  typing: 'key' | 'value';
  /** Offset at which the key or the value that is being typed starts. */
  from: number;
  /** Offset at which it ends; after the cursor, which may be inside of it. */
  to: number;
  /** The key has its colon already. */
  hasColon: boolean;
  /** Column of the key; a map below it is indented further. */
  column: number;
  /** Keys that the map already has, on other lines. */
  siblings: string[];
};

/** Keys and list entries that the lines above put a line into. */
function pathTo(line: YamlLine, above: (YamlLine | undefined)[]): YamlPath {
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
function keysOn(lines: (YamlLine | undefined)[], column: number): string[] {
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
function keysAbove(own: YamlLine, above: (YamlLine | undefined)[]): string[] {
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
 * braces, and where what is written would run into what is there.
 *
 * @param offset - of the cursor, in UTF-16 units
 */
export function cursorPlace(
  text: string,
  offset: number,
): CursorPlace | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  // In a comment, or right after a dash, which needs a space first.
  if (/(^|\s)(#|-$)/.test(before)) {
    return undefined;
  }
  const [after, ...linesBelow] = text.slice(offset).split('\n');
  const above = text.slice(0, start).split('\n').slice(0, -1).map(readLine);
  const line = readLine(before) ?? {
    dashes: [],
    column: before.length,
    opens: false,
  };
  const { column, key, valueColumn = column } = line;
  const path = pathTo(line, above);
  const typed = before.slice(valueColumn);
  const from = start + valueColumn;
  if (!/^[\w.-]*$/.test(typed)) {
    return undefined;
  }
  if (key !== undefined) {
    const length = plainValueAt(typed + after);
    return length !== undefined && /\s$/.test(before.slice(0, valueColumn))
      ? {
          path: [...path, key],
          typing: 'value',
          from,
          to: from + length,
          hasColon: true,
          column,
          siblings: [],
        }
      : undefined;
  }
  const there = keyAt(typed + after);
  return (
    there && {
      path,
      typing: 'key',
      from,
      to: from + there.length,
      hasColon: there.hasColon,
      column,
      siblings: [
        ...keysAbove(line, above),
        ...keysOn(linesBelow.map(readLine), column),
      ],
    }
  );
}
