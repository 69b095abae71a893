import { doubtfulPaths, expectationOf, unmetLines } from '../gate/failure.ts';
import type { Outcome } from '../outcome.ts';
import { count, isOrAre, quoted } from '../text.ts';

/** What a run has come to, in lines for the log. A failure has its annotation beside them. */
export function logLines(outcome: Outcome): string[] {
  return [...gateLines(outcome), ...listingLines(outcome)];
}

/** What is odd about a gate that passed. */
export function warningsOf({ checked }: Outcome): string[] {
  const doubtful =
    checked?.verdict.passed === true ? doubtfulPaths(checked.verdict, checked.gate) : [];
  return doubtful.map(
    (path) =>
      `${quoted(path)} is absent as expected, but it looks like a list or a pattern. storage-path takes one path per line, and only * stands for other characters.`,
  );
}

function gateLines({ kind, gateStatus, checked }: Outcome): string[] {
  if (gateStatus === 'skipped' && kind !== 'skipped') {
    return ['No storage check was asked for.'];
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
        : `${count(verdict.findings.length, 'path')} ${isOrAre(verdict.findings.length)}`;
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
