import { expiryInstant } from '../auth/token.ts';
import type { AsposeAuthError, ErrorCode } from '../errors.ts';
import type { Outcome } from '../outcome.ts';
import { count, fitting } from '../text.ts';
import { troubleshootingUrl } from './annotation.ts';
import { gateTable } from './gate-table.ts';
import { code, escaped } from './html.ts';

const MOST_LIST_UNITS = 100 * 1024;

const HEADINGS: Readonly<Record<ErrorCode, string>> = {
  'invalid-input': 'Inputs cannot be used',
  'missing-credentials': 'Credentials are missing',
  'credentials-rejected': 'Credentials were rejected',
  'credentials-locked': 'Credentials are locked',
  'token-expired': 'Access token has expired',
  'sealed-token-rejected': 'Sealed token cannot be opened',
  'token-rejected': 'Access token was rejected',
  'storage-denied': 'Storage denies access',
  'storage-gate-failed': 'Storage gate failed',
  unreachable: 'Service cannot be reached',
  timeout: 'Service did not respond in time',
  'server-error': 'Service reports an error',
  'unexpected-redirect': 'Service redirects',
  'bad-response': 'Response cannot be used',
  'internal-error': 'Unexpected error',
};

/**
 * The outcome as HTML for the job's page.
 *
 * @param stepId the runner's id of the step: the workflow's, or one made of the action's name
 */
export function renderSummary(outcome: Outcome, stepId: string): string {
  const { checked } = outcome;
  return [
    `<h3>${heading(outcome)}${stepWords(stepId)}</h3>`,
    ...explanation(outcome),
    ...(checked === undefined ? [] : gateTable(checked.gate, checked.verdict)),
    ...quietLine(outcome),
    '',
  ].join('\n');
}

function heading(outcome: Outcome): string {
  const { kind, gateStatus } = outcome;
  if (kind === 'skipped') {
    return '⏭️ Aspose Cloud: skipped, because there are no credentials';
  }
  if (kind === 'failed') {
    const { code: errorCode } = outcome.error;
    return `❌ ${HEADINGS[errorCode]}${errorCode === 'storage-gate-failed' ? gateCount(outcome) : ''}`;
  }
  const gate = {
    passed: `✅ Storage gate passed${gateCount(outcome)}`,
    failed: `⚠️ Storage gate failed (only reported)${gateCount(outcome)}`,
  };
  return gateStatus === 'passed' || gateStatus === 'failed'
    ? gate[gateStatus]
    : '✅ Aspose Cloud: authenticated';
}

/** `: 1 of 2 paths` */
function gateCount({ checked }: Outcome): string {
  if (checked === undefined || checked.gate.subject.kind === 'storage') {
    return '';
  }
  const { findings } = checked.verdict;
  const unmet = findings.filter(({ met }) => !met).length;
  return `: ${unmet === 0 ? '' : `${unmet} of `}${count(findings.length, 'path')}`;
}

/** Tells several uses of the action in one job apart. The runner numbers those without an id. */
function stepWords(stepId: string): string {
  const [, number] = /^__.*_(\d+)$/.exec(stepId) ?? [];
  if (number !== undefined) {
    return ` (use ${number})`;
  }
  return stepId === '' || /^(__|\d+$)/.test(stepId) ? '' : ` (step ${code(stepId)})`;
}

function explanation(outcome: Outcome): string[] {
  const { kind, gateStatus } = outcome;
  if (kind === 'skipped') {
    return [`<p>${escaped(outcome.reason)}</p>`];
  }
  return [
    ...(kind === 'failed' ? failure(outcome.error) : []),
    ...(gateStatus === 'skipped' ? ['<p>No storage check was asked for.</p>'] : []),
  ];
}

function failure({ code: errorCode, summary, details, advice }: AsposeAuthError): string[] {
  const link = `<a href="${troubleshootingUrl(errorCode)}">Troubleshooting</a>`;
  const next = `<p>${escaped(advice)} ${link}</p>`;
  if (errorCode === 'storage-gate-failed') {
    // The heading and the table say the rest.
    return [next];
  }
  const items = details.map((detail) => `<li>${escaped(detail)}</li>`);
  const shown = fitting(items, MOST_LIST_UNITS);
  const cut = items.length - shown.length;
  return [
    `<p>${escaped(summary)}</p>`,
    ...(items.length > 0 ? ['<ul>', ...shown, '</ul>'] : []),
    ...(cut > 0 ? [`<p>and ${cut} more, which the log of the step lists</p>`] : []),
    next,
  ];
}

/** Where the token came from and when it expires, for those who look. */
function quietLine({ host, token, retries = 0 }: Outcome): string[] {
  const parts = [
    ...(host === undefined ? [] : [`Token from ${code(host)}`]),
    ...(token === undefined ? [] : [`token expires: ${expiryInstant(token) ?? 'not known'}`]),
    ...(retries > 0 ? [`retries: ${retries}`] : []),
  ];
  return parts.length === 0 ? [] : [`<p><sub>${parts.join(' · ')}</sub></p>`];
}
