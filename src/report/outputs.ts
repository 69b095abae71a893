import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { type AccessToken, expiryInstant, secondsLeft } from '../auth/token.ts';
import { AsposeAuthError, type ErrorCode } from '../errors.ts';
import type { GateVerdict } from '../gate/gate.ts';
import { debug, maskToken } from '../runner/log.ts';
import type { StorageFile } from '../storage/storage.ts';

/** What the runner accepts as the outputs of a job, which it counts in UTF-16. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

/** Leaves the outcome behind that holds if nothing more is heard of this run: a later value of an output replaces it. */
export function begin(gateRequested: boolean): void {
  // By this the bundle knows that it runs as the post step.
  core.saveState('asposeAuthStarted', 'true');
  core.setOutput('status', 'failed');
  core.setOutput('storage-gate', gateRequested ? 'unknown' : 'skipped');
}

/**
 * Masks the token, then hands it to the later steps.
 *
 * @param exportTo name of the environment variable to export it as, if one is wanted
 */
export function publishToken(token: AccessToken, exportTo: string | undefined): void {
  maskToken(token.value);
  const left = secondsLeft(token);
  const expiresAt = expiryInstant(token) ?? '';
  core.setOutput('access-token', token.value);
  core.setOutput('token-type', 'Bearer');
  core.setOutput('expires-in', left === undefined ? '' : Math.max(0, left));
  core.setOutput('expires-at', expiresAt);
  if (exportTo !== undefined) {
    core.exportVariable(exportTo, token.value);
  }
  core.saveState('asposeAuthExpiresAt', expiresAt);
}

export function publishGate({ passed, exists, results }: GateVerdict): void {
  core.setOutput('storage-gate', passed ? 'passed' : 'failed');
  core.setOutput('storage-exists', exists);
  core.setOutput('storage-results', results);
}

/** @throws AsposeAuthError `bad-response` for a list that could not be a job output: none is better than half of one */
export function publishFiles(files: readonly StorageFile[]): void {
  const list = JSON.stringify(files);
  if (Buffer.byteLength(list, 'utf16le') > MAX_OUTPUT_BYTES) {
    throw new AsposeAuthError(
      'bad-response',
      `The folder has ${files.length} items, too many for a job's outputs, which may hold 1 MiB: set storage-list to a subfolder.`,
    );
  }
  core.setOutput('storage-files', list);
}

export function publishSkipped(): void {
  core.setOutput('status', 'skipped');
  core.setOutput('storage-gate', 'skipped');
}

export function publishSuccess(): void {
  core.setOutput('status', 'authenticated');
}

export function publishFailure(code: ErrorCode): void {
  core.setOutput('status', 'failed');
  core.setOutput('error-code', code);
}

/** Adds to the job's page. A runner that has none, as GitHub Enterprise Server can be, is no reason to fail. */
export function publishSummary(html: string): void {
  try {
    // Not core.summary, which loads node:fs/promises at every start.
    appendFileSync(process.env.GITHUB_STEP_SUMMARY ?? '', html);
  } catch {
    debug('There is no file to write the job summary to.');
  }
}
