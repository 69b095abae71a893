import { type AccessToken, expiryInstant } from '../auth/token.ts';
import type { ErrorCode } from '../errors.ts';
import type { GateResult, GateVerdict } from '../gate/gate.ts';
import { printable } from '../runner/log.ts';
import { count, fitting } from '../text.ts';

/** What a run has come to, as far as it got. Values may hold anything but secrets. */
export interface Report {
  host: string;
  /** Requests sent, repeated ones counted each time. */
  requests: number;
  token?: AccessToken;
  verdict?: GateVerdict;
  /** Why there is no token, when that is no failure. */
  skipped?: string;
  failure?: { readonly code: ErrorCode; readonly message: string };
}

/** A longer table is folded. */
const VISIBLE_ROWS = 20;

/** The runner refuses a summary over 1 MiB. Room is left for the other steps' words. */
const MOST_TABLE_BYTES = 768 * 1024;

/** The report as HTML, which GitHub takes for Markdown too. */
export function renderSummary(report: Report): string {
  const words = report.failure?.message ?? report.skipped ?? '';
  // What the words list, the table lists in full.
  const sentences = words
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('- '))
    .map((line) => line.replace(/:$/, '.'));
  return [
    `<h3>${heading(report)}</h3>`,
    ...sentences.map((sentence) => `<p>${escaped(sentence)}</p>`),
    '<table><tr><th>Host</th><th>Token expires</th><th>Attempts</th></tr>',
    `<tr><td>${code(report.host)}</td><td>${expiry(report.token)}</td><td>${report.requests}</td></tr></table>`,
    ...(report.verdict === undefined ? [] : resultTable(report.verdict)),
    '',
  ].join('\n');
}

function heading({ failure, skipped, verdict }: Report): string {
  if (failure !== undefined) {
    return `❌ Aspose Cloud: ${failure.code}`;
  }
  if (skipped !== undefined) {
    return '⏭️ Aspose Cloud: skipped';
  }
  const gate =
    verdict === undefined ? '' : `, storage gate ${verdict.passed ? 'passed' : 'failed'}`;
  return `${verdict?.passed === false ? '⚠️' : '✅'} Aspose Cloud: authenticated${gate}`;
}

function resultTable({ results, expect, unmet }: GateVerdict): string[] {
  const rows = results.map((result) => row(result, expect));
  const shown = fitting(rows, MOST_TABLE_BYTES);
  const rest = rows.length - shown.length;
  const table = [
    '<table><tr><th>Path</th><th>Expected</th><th>Found</th><th>Met</th></tr>',
    ...shown,
    '</table>',
    ...(rest > 0 ? [`<p>and ${rest} more, see the output storage-results</p>`] : []),
  ];
  if (rows.length <= VISIBLE_ROWS) {
    return rows.length === 0 ? [] : table;
  }
  const label = `${count(rows.length, 'path')}, ${unmet.length} not as expected`;
  return [`<details><summary>${label}</summary>`, ...table, '</details>'];
}

function row({ path, exists, isFolder, met }: GateResult, expect: string): string {
  const found = exists ? (isFolder ? 'folder' : 'file') : 'absent';
  return `<tr><td>${code(path)}</td><td>${expect}</td><td>${found}</td><td>${met ? '✅' : '❌'}</td></tr>`;
}

function expiry(token: AccessToken | undefined): string {
  return token === undefined ? 'no token' : (expiryInstant(token) ?? 'not known');
}

/** In `<code>`, GitHub makes neither a mention, a reference nor an emoji of what somebody else has written. */
function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

function escaped(text: string): string {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return printable(text).replace(/[&<>"']/g, (mark) => entities[mark as keyof typeof entities]);
}
