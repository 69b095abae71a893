import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { AsposeAuthError } from '../errors.ts';
import { printable } from '../text.ts';

/** The value of an input as the runner hands it over, white space included; empty when it is not given. */
export function rawInput(name: string): string {
  return core.getInput(name, { trimWhitespace: false });
}

export function setSecret(secret: string): void {
  core.setSecret(secret);
}

/** @throws AsposeAuthError `internal-error` when the runner's file cannot be written */
export function setOutput(name: string, value: string): void {
  write('GITHUB_OUTPUT', () => core.setOutput(name, value));
}

/** @throws AsposeAuthError `internal-error` when the runner's file cannot be written */
export function exportVariable(name: string, value: string): void {
  write('GITHUB_ENV', () => core.exportVariable(name, value));
}

/**
 * Keeps a value for the post step.
 *
 * @throws AsposeAuthError `internal-error` when the runner's file cannot be written
 */
export function saveState(name: string, value: string): void {
  write('GITHUB_STATE', () => core.saveState(name, value));
}

/** Adds to the job's page. A runner that has none, as GitHub Enterprise Server can be, is no reason to fail. */
export function appendSummary(html: string): void {
  try {
    // Not core.summary, which loads node:fs/promises at every start.
    appendFileSync(process.env.GITHUB_STEP_SUMMARY ?? '', html);
  } catch {
    debug('The job summary could not be written.');
  }
}

export function annotateError(title: string, message: string): void {
  core.error(message, { title });
}

/** `text` starts with words of this project's own, so that no value in it can start a workflow command. */
export function info(text: string): void {
  core.info(printable(text));
}

export function notice(text: string): void {
  core.notice(printable(text), { title: 'aspose-auth' });
}

export function warning(text: string): void {
  core.warning(printable(text), { title: 'aspose-auth' });
}

export function debug(text: string): void {
  core.debug(printable(text));
}

function write(variable: string, command: () => void): void {
  if (!process.env[variable]) {
    throw unwritable(variable, 'the runner did not set the variable');
  }
  try {
    command();
  } catch (error) {
    const { code = 'the file is missing' } = error as NodeJS.ErrnoException;
    throw unwritable(variable, code);
  }
}

function unwritable(variable: string, reason: string): AsposeAuthError {
  return new AsposeAuthError('internal-error', {
    summary: `The runner's file for ${variable} could not be written (${reason}).`,
    advice:
      'Check that the disk is not full, and in a container that its user may write the files of the runner. This is not a bug of the action.',
  });
}
