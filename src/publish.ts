import { type AccessToken, expiryInstant } from './auth/token.ts';
import type { Outcome } from './outcome.ts';
import { annotationOf } from './report/annotation.ts';
import { logLines } from './report/log.ts';
import { initialOutputs, outcomeOutputs, tokenOutputs } from './report/outputs.ts';
import { renderSummary } from './report/summary.ts';
import {
  annotateError,
  appendSummary,
  exportVariable,
  info,
  notice,
  saveState,
  setOutput,
} from './runner/commands.ts';
import { maskToken } from './runner/secrets.ts';

/** Leaves behind what holds if nothing more is heard of this run. Later values replace it. */
export function publishStart(isCheckAsked: boolean): void {
  setOutputs(initialOutputs(isCheckAsked));
}

/**
 * Masks the token, then hands it to the later steps.
 *
 * @param exportTo name of the environment variable to export it as, if one is wanted
 */
export function publishToken(
  token: AccessToken,
  sealed: string | undefined,
  exportTo: string | undefined,
): void {
  maskToken(token.value);
  setOutputs(tokenOutputs(token, sealed));
  if (exportTo !== undefined) {
    exportVariable(exportTo, token.value);
  }
  saveState('expiresAt', expiryInstant(token) ?? '');
  saveState('clockOffsetMs', String(token.clockOffsetMs));
}

/** Reports what the run has come to, in the log, on the job's page and in the outputs. */
export function publishOutcome(outcome: Outcome, hasSummary: boolean): void {
  for (const line of logLines(outcome)) {
    info(line);
  }
  if (outcome.kind === 'skipped') {
    notice(`Skipped: no token was requested. ${outcome.reason}`);
  }
  if (outcome.kind === 'failed') {
    const { title, message } = annotationOf(outcome.error);
    annotateError(title, message);
  }
  if (hasSummary) {
    appendSummary(renderSummary(outcome, process.env.GITHUB_ACTION ?? ''));
  }
  setOutputs(outcomeOutputs(outcome));
}

function setOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    setOutput(name, value);
  }
}
