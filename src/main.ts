import * as core from '@actions/core';
import { AsposeAuthError, troubleshootingUrl } from './errors.ts';
import { createHttp } from './http/client.ts';
import { isGateRequested, readInputs } from './inputs/plan.ts';
import * as outputs from './report/outputs.ts';
import { run } from './run.ts';
import { debug, holdsSecret, printable } from './runner/log.ts';

const ISSUES_URL = 'https://github.com/org/aspose-auth/issues';

/** The main step, and the one place where it fails. Ends the process in any case. */
export async function main(): Promise<void> {
  // Node warns when a proxy over TLS is named by its address, which helps nobody who reads a log.
  process.noDeprecation = true;
  // Failure is the outcome until the run has come to its end.
  process.exitCode = 1;
  process.on('uncaughtException', fail);
  process.once('beforeExit', () => fail(new Error('the event loop ran dry')));
  try {
    outputs.begin(isGateRequested());
    const inputs = readInputs();
    await run(inputs, createHttp(inputs.timeoutSeconds));
    exit(0);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  const { code, message } = error instanceof AsposeAuthError ? error : internalError(error);
  core.error(`${message} See ${troubleshootingUrl(code)}`, { title: `aspose-auth: ${code}` });
  try {
    outputs.publishFailure(code);
  } catch {
    // Without its files the runner still has the exit code and the annotation.
  }
  exit(1);
}

/** The stack is for whoever mends the bug, so it goes to the debug log. */
function internalError(error: unknown): AsposeAuthError {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  for (const line of stack.split('\n').slice(1)) {
    debug(shown(line));
  }
  return new AsposeAuthError(
    'internal-error',
    `An unexpected error ended the run: ${shown(message)}. This is a bug: run again with debug logging enabled, and report what the log says at ${ISSUES_URL}.`,
  );
}

function shown(text: string): string {
  return holdsSecret(text) ? '(not shown, since it holds a secret)' : printable(text);
}

/** Ends the process, since a connection that a proxy holds open would keep it alive; what was printed goes out first. */
function exit(code: 0 | 1): void {
  process.stdout.write('', () => process.exit(code));
}
