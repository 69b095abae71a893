import * as core from '@actions/core';
import type { ErrorCode } from './errors.ts';
import type { GateVerdict } from './gate.ts';
import { maskToken } from './log.ts';
import type { StorageFile } from './storage.ts';
import { type AccessToken, expiryInstant, secondsLeft } from './token.ts';

/** What the main step leaves for the post step. */
export const STATE = {
  /** Set as soon as the main step runs: whoever finds it is the post step. */
  started: 'started',
  /** ISO 8601 instant at which the published token expires, if that is known. */
  expiresAt: 'expiresAt',
} as const;

/** Leaves the outcome behind that holds if nothing more is heard of this run: a later value of an output replaces it. */
export function begin(gateRequested: boolean): void {
  core.saveState(STATE.started, 'true');
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
  core.saveState(STATE.expiresAt, expiresAt);
}

export function publishGate({ passed, exists, results }: GateVerdict): void {
  core.setOutput('storage-gate', passed ? 'passed' : 'failed');
  core.setOutput('storage-exists', exists);
  core.setOutput('storage-results', results);
}

export function publishFiles(files: readonly StorageFile[]): void {
  core.setOutput('storage-files', files);
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
