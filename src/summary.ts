import * as core from '@actions/core';
import type { AsposeAuthError } from './errors.ts';
import type { GateResult, GateVerdict } from './gate.ts';
import { debug, printable } from './log.ts';
import { type AccessToken, expiryInstant } from './token.ts';
import { count, fitting } from './wording.ts';

/** What a run has come to, as far as it got. Values may hold anything but secrets. */
export interface Report {
  host: string;
  /** Requests sent, repeated ones counted each time. */
  requests: number;
  token?: AccessToken;
  verdict?: GateVerdict;
  /** Why there is no token, when that is no failure. */
  skipped?: string;
  error?: AsposeAuthError;
}

/** A longer table is folded. */
const VISIBLE_ROWS = 20;

/** The runner refuses a summary over 1 MiB. Room is left for the other steps' words. */
const MOST_TABLE_BYTES = 768 * 1024;

/** Adds the report to the job's page. That it cannot is no reason to fail. */
export async function writeSummary(report: Report): Promise<void> {
  const { summary } = core;
  summary.addHeading(heading(report), 3);
  const words = report.error?.message ?? report.skipped;
  if (words !== undefined) {
    // The table lists what is unmet, and in full.
    const sentences = words.split('\n').filter((line) => !line.startsWith('- '));
    summary.addRaw(`<p>${sentences.map(escaped).join('<br>')}</p>`, true);
  }
  summary.addTable([
    ['Host', 'Token expires', 'Attempts'].map((data) => ({ data, header: true })),
    [code(report.host), expiry(report.token), String(report.requests)],
  ]);
  addResults(report.verdict);
  try {
    await summary.write();
  } catch {
    debug('There is no file to write the job summary to.');
  }
}

function heading({ error, skipped, verdict }: Report): string {
  if (error !== undefined) {
    return `❌ Aspose Cloud: ${error.code}`;
  }
  if (skipped !== undefined) {
    return '⏭️ Aspose Cloud: skipped';
  }
  const gate =
    verdict === undefined ? '' : `, storage gate ${verdict.passed ? 'passed' : 'failed'}`;
  return `${verdict?.passed === false ? '⚠️' : '✅'} Aspose Cloud: authenticated${gate}`;
}

function addResults(verdict: GateVerdict | undefined): void {
  const { results = [], expect = '' } = verdict ?? {};
  if (results.length === 0) {
    return;
  }
  const rows = results.map((result) => row(result, expect));
  const shown = fitting(rows, MOST_TABLE_BYTES);
  const rest = rows.length - shown.length;
  const header = '<tr><th>Path</th><th>Expected</th><th>Found</th><th>Met</th></tr>';
  const table = `<table>${header}${shown.join('')}</table>${rest > 0 ? `<p>and ${rest} more, see the output storage-results</p>` : ''}`;
  if (rows.length <= VISIBLE_ROWS) {
    core.summary.addRaw(table, true);
  } else {
    const unmet = verdict?.unmet.length ?? 0;
    core.summary.addDetails(`${count(rows.length, 'path')}, ${unmet} not as expected`, table);
  }
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
