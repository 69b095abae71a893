import { type AccessToken, expiryInstant, hasExpired } from './auth/token.ts';
import type { Outcome } from './outcome.ts';
import { annotationOf } from './report/annotation.ts';
import { logLines, warningsOf } from './report/log.ts';
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
  warning,
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
  // The post step warns of a token that expires while the job runs; of one that has expired, this step does.
  saveState('expiresAt', hasExpired(token) ? '' : (expiryInstant(token) ?? ''));
  saveState('clockOffsetMs', String(token.clockOffsetMs));
}

/** Reports what the run has come to, in the outputs, in the log and on the job's page. */
export function publishOutcome(outcome: Outcome, hasSummary: boolean): void {
  // First, because a file that cannot be written makes it another outcome.
  setOutputs(outcomeOutputs(outcome));
  for (const line of logLines(outcome)) {
    info(line);
  }
  for (const sentence of warningsOf(outcome)) {
    warning(sentence);
  }
  if (outcome.kind === 'skipped') {
    notice(`Skipped: no token was requested. ${outcome.reason}`);
  }
  if (outcome.kind === 'failed') {
    const { title, message, cut } = annotationOf(outcome.error);
    for (const detail of cut) {
      info(`- ${detail}`);
    }
    annotateError(title, message);
  }
  if (hasSummary) {
    appendSummary(renderSummary(outcome, process.env.GITHUB_ACTION ?? ''));
  }
}

function setOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    setOutput(name, value);
  }
}
