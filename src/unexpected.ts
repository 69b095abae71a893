import { AsposeAuthError } from './errors.ts';
import { debug } from './runner/commands.ts';
import { quotesSecret } from './runner/secrets.ts';
import { printable } from './text.ts';

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
