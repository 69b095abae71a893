import type { AccessToken } from './auth/token.ts';
import { AsposeAuthError } from './errors.ts';
import type { Finding, GatePlan, Verdict } from './gate/gate.ts';
import { debug } from './runner/commands.ts';
import { quotesSecret } from './runner/secrets.ts';
import type { StorageFile } from './storage/answers.ts';
import { printable } from './text.ts';

/** The output `storage-gate`. */
export type GateStatus = 'passed' | 'failed' | 'skipped' | 'unknown';

/** What was learned in a run, as far as it got. */
export interface Learned {
  /** Host of the token endpoint. */
  readonly host?: string;
  token?: AccessToken;
  readonly gate?: GatePlan | undefined;
  verdict?: Verdict;
  readonly listFolder?: string | undefined;
  files?: readonly StorageFile[];
  /** Requests that were sent again. */
  retries?: number;
}

/** What a run has come to. Everything that is reported is made from it. */
export type Outcome = Learned & { readonly gateStatus: GateStatus } & (
    | { readonly kind: 'authenticated' }
    /** There are no credentials, and the step is to succeed without. */
    | { readonly kind: 'skipped'; readonly reason: string }
    | { readonly kind: 'failed'; readonly error: AsposeAuthError }
  );

/** What the runner accepts as the outputs of a job, which it counts in UTF-16. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

/** Whether `value` as JSON can be an output of a job. */
export function fitsJobOutput(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value), 'utf16le') <= MAX_OUTPUT_BYTES;
}

/** A row of the output `storage-results`. JSON leaves out what was not looked up. */
export function resultRow({ path, exists, isFolder, met, size, modifiedDate, matches }: Finding) {
  return { path, exists, isFolder, met, size, modifiedDate, matches };
}

const ISSUES_URL = 'https://github.com/org/aspose-auth/issues';

/** Any error as one that the reader can act on. The stack of a bug goes to the debug log. */
export function explained(error: unknown): AsposeAuthError {
  if (error instanceof AsposeAuthError) {
    return error;
  }
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  for (const line of stack.split('\n').slice(1)) {
    debug(withoutSecret(line));
  }
  return new AsposeAuthError('internal-error', {
    summary: `An unexpected error ended the run: ${withoutSecret(message)}.`,
    advice: `This is a bug. Run again with debug logging and report what the log says at ${ISSUES_URL}.`,
  });
}

function withoutSecret(text: string): string {
  return quotesSecret(text) ? '(hidden, because it holds a secret)' : printable(text);
}
