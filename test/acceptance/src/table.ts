/** A case, what the cluster says to it, and what we say. */
export interface Row {
  what: string;
  server: string;
  ours: string;
}

const MAX_LENGTH = 240;

function cell(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}

/** A table in Markdown. */
export function table(server: string, rows: Row[]): string {
  const lines = rows.map(
    row => `| ${[row.what, row.server, row.ours].map(cell).join(' | ')} |`,
  );
  return `| | ${server} | what we say |\n|---|---|---|\n${lines.join('\n')}\n`;
}
