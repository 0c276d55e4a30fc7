import { isMap } from '@aikit-backstage/plugin-aikit-common';

/**
 * The part of an object that somebody has written: whose fields are in one of
 * the texts. Who creates an object owns the API server's defaults in it as
 * well, and a field that nobody wrote is there again after its removal.
 *
 * An item of a list to which no text has a counterpart is kept whole.
 *
 * @param texts - the object as it was written, without defaults
 */
export function writtenPart(live: unknown, ...texts: unknown[]): unknown {
  const known = texts.filter(text => text !== undefined);
  if (Array.isArray(live)) {
    return live.map((item, index) =>
      writtenPart(
        item,
        ...known.map(text => (Array.isArray(text) ? text[index] : undefined)),
      ),
    );
  }
  if (!isMap(live) || known.length === 0) {
    return live;
  }
  return Object.fromEntries(
    Object.entries(live)
      .filter(([name]) =>
        known.some(text => isMap(text) && Object.hasOwn(text, name)),
      )
      .map(([name, value]) => [
        name,
        writtenPart(
          value,
          ...known.map(text =>
            isMap(text) && Object.hasOwn(text, name) ? text[name] : undefined,
          ),
        ),
      ]),
  );
}
