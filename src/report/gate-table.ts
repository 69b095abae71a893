import { expectationOf } from '../gate/failure.ts';
import type { Finding, GatePlan, Verdict } from '../gate/gate.ts';
import { count } from '../text.ts';
import { code, escaped, table } from './html.ts';

/** More rows that are as expected are folded. */
const VISIBLE_ROWS = 20;

/** The runner refuses a summary over 1 MiB. Room is left for the other steps' words. */
const MOST_UNITS = 250 * 1024;

/** What was expected and found, as HTML: what is not as expected first, and never folded. */
export function gateTable(gate: GatePlan, { findings }: Verdict): string[] {
  const storage = gate.storageName === undefined ? '' : ` Storage: ${code(gate.storageName)}.`;
  const caption = `<p>Expected: ${expectationOf(gate)}.${storage}</p>`;
  if (gate.subject.kind === 'storage') {
    return [`<p>Found: it ${findings[0]?.words}.</p>`, caption];
  }
  const unmet = findings.filter(({ met }) => !met);
  const met = findings.filter((finding) => finding.met);
  return met.length <= VISIBLE_ROWS
    ? [caption, ...rows(gate, [...unmet, ...met])]
    : [caption, ...(unmet.length > 0 ? rows(gate, unmet) : []), ...folded(gate, met)];
}

function folded(gate: GatePlan, findings: readonly Finding[]): string[] {
  const label = `${count(findings.length, 'path')} as expected`;
  return [`<details><summary>${label}</summary>`, ...rows(gate, findings), '</details>'];
}

function rows(gate: GatePlan, findings: readonly Finding[]): string[] {
  const columns = COLUMNS.filter(({ isShown }) => isShown(gate));
  const cells = findings.map((finding) => columns.map(({ cell }) => cell(finding)));
  return table(
    columns.map(({ title }) => title),
    cells,
    MOST_UNITS,
  );
}

interface Column {
  readonly title: string;
  readonly isShown: (gate: GatePlan) => boolean;
  readonly cell: (finding: Finding) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'Path', isShown: () => true, cell: ({ path }) => code(path) },
  { title: 'Found', isShown: () => true, cell: ({ words }) => escaped(words) },
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
  { title: 'Met', isShown: () => true, cell: ({ met }) => (met ? '✅' : '❌') },
];
