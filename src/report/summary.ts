import { expiryInstant } from '../auth/token.ts';
import type { AsposeAuthError } from '../errors.ts';
import type { Finding, GatePlan, Verdict } from '../gate/gate.ts';
import type { Outcome } from '../outcome.ts';
import { count, duration, fitting } from '../text.ts';
import { troubleshootingUrl } from './annotation.ts';
import { code, escaped, table } from './html.ts';

/** More rows that are as expected are folded. */
const VISIBLE_ROWS = 20;

/** The runner refuses a summary over 1 MiB. Room is left for the other steps' words. */
const MOST_TABLE_UNITS = 250 * 1024;

const HEADINGS: Readonly<Record<AsposeAuthError['code'], string>> = {
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
  const { gate, verdict } = outcome;
  return [
    `<h3>${heading(outcome)}${stepWords(stepId)}</h3>`,
    ...explanation(outcome),
    ...(gate === undefined || verdict === undefined ? [] : gateTable(gate, verdict)),
    ...quietLine(outcome),
    '',
  ].join('\n');
}

function heading(outcome: Outcome): string {
  const { gate, verdict, kind } = outcome;
  switch (kind) {
    case 'skipped':
      return '⏭️ Aspose Cloud: skipped, because there are no credentials';
    case 'failed':
      return `❌ ${HEADINGS[outcome.error.code]}${outcome.error.code === 'storage-gate-failed' ? gateCount(outcome) : ''}`;
    case 'authenticated':
      if (gate === undefined || verdict === undefined) {
        return '✅ Aspose Cloud: authenticated';
      }
      return verdict.passed
        ? `✅ Storage gate passed${gateCount(outcome)}`
        : `⚠️ Storage gate failed, which is only reported${gateCount(outcome)}`;
  }
}

/** `: 1 of 2 paths` */
function gateCount({ gate, verdict }: Outcome): string {
  if (gate?.subject.kind !== 'paths' || verdict === undefined) {
    return '';
  }
  const paths = count(verdict.findings.length, 'path');
  const unmet = verdict.findings.filter(({ met }) => !met).length;
  return verdict.passed ? `: ${paths}` : `: ${unmet} of ${paths}`;
}

/** Tells several uses of the action in one job apart. The runner numbers those without an id. */
function stepWords(stepId: string): string {
  const [, number] = /^__.*_(\d+)$/.exec(stepId) ?? [];
  if (number !== undefined) {
    return ` (use ${number})`;
  }
  return stepId === '' || stepId.startsWith('__') ? '' : ` (step ${code(stepId)})`;
}

function explanation(outcome: Outcome): string[] {
  if (outcome.kind === 'skipped') {
    return [`<p>${escaped(outcome.reason)}</p>`];
  }
  if (outcome.kind === 'authenticated') {
    return outcome.gate === undefined ? ['<p>No storage check was asked for.</p>'] : [];
  }
  const { summary, details, advice, code: errorCode } = outcome.error;
  const isInTable = outcome.verdict !== undefined && errorCode === 'storage-gate-failed';
  const items = fitting(
    details.map((detail) => `<li>${escaped(detail)}</li>`),
    MOST_TABLE_UNITS,
  );
  return [
    ...(isInTable ? [] : [`<p>${escaped(summary)}</p>`]),
    ...(isInTable || items.length === 0 ? [] : ['<ul>', ...items, '</ul>']),
    `<p>${escaped(advice)} <a href="${troubleshootingUrl(errorCode)}">Troubleshooting</a></p>`,
  ];
}

function gateTable(gate: GatePlan, verdict: Verdict): string[] {
  if (gate.subject.kind === 'storage') {
    const [finding] = verdict.findings;
    const found = finding?.exists ? 'exists' : 'does not exist';
    return [`<p>The storage ${code(gate.subject.name)} ${found}. Expected: ${gate.expect}.</p>`];
  }
  const unmet = verdict.findings.filter(({ met }) => !met);
  const met = verdict.findings.filter((finding) => finding.met);
  const head = ['Path', 'Found', ...columns(gate).map(({ title }) => title), 'Met'];
  const visible = table(head, rowsOf(gate, unmet), MOST_TABLE_UNITS);
  const rest = table(head, rowsOf(gate, met), MOST_TABLE_UNITS / 2);
  const isFolded = met.length > VISIBLE_ROWS;
  return [
    `<p>${expectation(gate)}</p>`,
    ...(unmet.length > 0 ? visible : []),
    ...(isFolded ? [`<details><summary>${count(met.length, 'path')} as expected</summary>`] : []),
    ...(met.length > 0 ? rest : []),
    ...(isFolded ? ['</details>'] : []),
  ];
}

function expectation({ expect, limits, storageName }: GatePlan): string {
  const parts = [
    `Expected of every path: ${expect}`,
    ...(limits.maxAgeSeconds === undefined
      ? []
      : [`at most ${duration(limits.maxAgeSeconds)} old`]),
    ...(limits.minBytes === undefined ? [] : [`at least ${count(limits.minBytes, 'byte')}`]),
  ];
  const where = storageName === undefined ? '' : ` Storage: ${code(storageName)}.`;
  return `${parts.join(', ')}.${where}`;
}

interface Column {
  readonly title: string;
  readonly isShown: (gate: GatePlan) => boolean;
  readonly cell: (finding: Finding) => string;
}

const COLUMNS: readonly Column[] = [
  {
    title: 'Bytes',
    isShown: ({ limits }) => limits.minBytes !== undefined,
    cell: ({ size }) => String(size ?? ''),
  },
  {
    title: 'Modified',
    isShown: ({ limits }) => limits.maxAgeSeconds !== undefined,
    cell: ({ modifiedDate }) => escaped(modifiedDate ?? ''),
  },
];

function columns(gate: GatePlan): Column[] {
  return COLUMNS.filter(({ isShown }) => isShown(gate));
}

function rowsOf(gate: GatePlan, findings: readonly Finding[]): string[][] {
  return findings.map((finding) => [
    code(finding.path),
    escaped(finding.words),
    ...columns(gate).map(({ cell }) => cell(finding)),
    finding.met ? '✅' : '❌',
  ]);
}

function quietLine({ host, token, retries = 0 }: Outcome): string[] {
  const parts = [
    ...(host === undefined ? [] : [`Token endpoint: ${code(host)}`]),
    ...(token === undefined ? [] : [`token expires: ${expiryInstant(token) ?? 'not known'}`]),
    ...(retries > 0 ? [`retries: ${retries}`] : []),
  ];
  return parts.length === 0 ? [] : [`<p><sub>${parts.join(' · ')}</sub></p>`];
}
