/**
 * What is no text to every reader of YAML: control characters but for tab and
 * the ends of lines, halves of surrogate pairs, the byte order mark and
 * U+FFFE, U+FFFF; and U+0085, U+2028 and U+2029, where YAML 1.1 ends a line
 * and YAML 1.2 does not.
 *
 * Sources: c-printable and b-char in the specifications of YAML 1.1 and 1.2,
 * and the reader of go-yaml, with which kubectl, Flux and Argo CD read.
 */
const UNPRINTABLE =
  /[^\t\n\r\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;

/** `2028` for the line separator: the number of a character, in hexadecimal. */
function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}

/** Where the first unprintable character of a text is; undefined for none. */
export function findUnprintable(
  text: string,
): { index: number; name: string } | undefined {
  const index = text.search(UNPRINTABLE);
  return index < 0
    ? undefined
    : { index, name: `U+${hex(text[index]).toLocaleUpperCase('en-US')}` };
}

/**
 * The same text with its unprintable characters written `\u2028`. Within the
 * quotes of JSON, and so of YAML, that is the same text still.
 */
export function escapeUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, character => `\\u${hex(character)}`);
}

/** The same text without its unprintable characters. */
export function withoutUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, '');
}

const ESCAPE = String.fromCharCode(0x1b);
const BELL = String.fromCharCode(0x07);

/**
 * What a terminal would obey: colours, the cursor, titles and links.
 *
 * Source: ECMA-48, "Elements of control functions".
 */
const TERMINAL = new RegExp(
  [
    String.raw`\[[0-?]*[ -/]*[@-~]?`,
    String.raw`\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\)?`,
    String.raw`[PX^_][^${ESCAPE}]*(?:${ESCAPE}\\)?`,
    '[ -/]*[0-~]?',
  ]
    .map(command => `${ESCAPE}(?:${command})`)
    .join('|'),
  'g',
);

/**
 * What nobody sees and what turns the order of letters: all control and format
 * characters, and halves of surrogate pairs, but for tab and the end of a line.
 */
const UNSEEN = /[^\P{Cc}\t\n]|[\p{Cf}\p{Cs}\u2028\u2029]/gu;

/**
 * A text of somebody else as it can be shown and written to a log: without what
 * would colour a terminal, hide a part of it or show it in another order.
 *
 * @public
 */
export function plainText(text: string): string {
  return text.replace(TERMINAL, '').replace(UNSEEN, '');
}
