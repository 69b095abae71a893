import { expectationOf, unmetLines } from '../gate/failure.ts';
import type { Outcome } from '../outcome.ts';
import { count, quoted } from '../text.ts';

/** What a run has come to, in lines for the log. A failure has its annotation beside them. */
export function logLines(outcome: Outcome): string[] {
  return [...gateLines(outcome), ...listingLines(outcome)];
}

function gateLines({ kind, gateStatus, checked }: Outcome): string[] {
  if (gateStatus === 'skipped' && kind !== 'skipped') {
    return ['No storage check was asked for (storage-path: none).'];
  }
  if (checked === undefined) {
    return [];
  }
  const { gate, verdict } = checked;
  const expected = expectationOf(gate);
  if (verdict.passed) {
    const subject =
      gate.subject.kind === 'storage'
        ? `the storage ${quoted(gate.subject.name)} is`
        : `${count(verdict.findings.length, 'path')} ${verdict.findings.length === 1 ? 'is' : 'are'}`;
    return [`The storage gate passed: ${subject} as expected (${expected}).`];
  }
  return gate.required
    ? []
    : [
        `The storage gate failed, which is only reported (storage-required: false). Expected: ${expected}.`,
        ...unmetLines(verdict, gate).map((line) => `- ${line}`),
      ];
}

function listingLines({ listed }: Outcome): string[] {
  return listed === undefined
    ? []
    : [`Listed ${quoted(listed.folder)}: ${count(listed.files.length, 'item')}.`];
}
