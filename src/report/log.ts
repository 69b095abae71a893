import { unmetLines } from '../gate/failure.ts';
import type { Outcome } from '../outcome.ts';
import { count, quoted } from '../text.ts';
import { annotationOf } from './annotation.ts';

/** What a run has come to, in lines for the log. */
export function logLines(outcome: Outcome): string[] {
  return [...gateLines(outcome), ...listingLines(outcome), ...cutDetails(outcome)];
}

function gateLines({ kind, gate, verdict }: Outcome): string[] {
  if (gate === undefined) {
    return kind === 'authenticated' ? ['No storage check was asked for (storage-path: none).'] : [];
  }
  if (verdict?.passed) {
    return [`The storage gate passed: everything is as expected (${gate.expect}).`];
  }
  const isReportedOnly = verdict !== undefined && !gate.required;
  return isReportedOnly
    ? unmetLines(verdict, gate).map((line) => `Not as expected (${gate.expect}): ${line}`)
    : [];
}

function listingLines({ listFolder, files }: Outcome): string[] {
  return files === undefined
    ? []
    : [`Listed ${quoted(listFolder ?? '')}: ${count(files.length, 'item')}.`];
}

/** The details of a failure that its annotation has no room for. */
function cutDetails(outcome: Outcome): readonly string[] {
  return outcome.kind === 'failed' && !annotationOf(outcome.error).isComplete
    ? outcome.error.details.map((detail) => `- ${detail}`)
    : [];
}
