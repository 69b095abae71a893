import { fitting, printable } from '../text.ts';

/** In `<code>`, GitHub makes neither a mention, a reference nor an emoji of what somebody else has written. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

export function escaped(text: string): string {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return printable(text).replace(/[&<>"']/g, (mark) => entities[mark as keyof typeof entities]);
}

/** A table of cells in HTML, with as many rows as fit into `most` UTF-16 units. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  most: number,
): string[] {
  const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  const shown = fitting(lines, most);
  const left = lines.length - shown.length;
  return [
    `<table><tr>${head.map((title) => `<th>${title}</th>`).join('')}</tr>`,
    ...shown,
    '</table>',
    ...(left > 0 ? [`<p>and ${left} more: see the output storage-results</p>`] : []),
  ];
}
