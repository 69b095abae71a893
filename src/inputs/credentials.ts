import type { Absence } from '../auth/missing-credentials.ts';
import type { SealScope } from '../auth/sealed-token.ts';
import type { AuthPlan } from '../auth/session.ts';
import { isTokenText } from '../auth/token.ts';
import { rawInput } from '../runner/commands.ts';
import { codePoint } from '../text.ts';
import { given, type InputReader } from './reader.ts';
import type { Rule } from './rules.ts';
import { misspeltCredentials } from './unknown-inputs.ts';

const TOKEN: Rule<string> = {
  is: 'a token alone, without white space or a "Bearer " before it',
  parse: (text) => (isTokenText(text) ? text : undefined),
};

const SHORTEST_KEY = 32;

const SEAL_KEY: Rule<string> = {
  is: `a generated secret of ${SHORTEST_KEY} characters or more, such as openssl rand -hex 32 prints`,
  parse: (text) => (text.length >= SHORTEST_KEY ? text : undefined),
};

const ANY: Rule<string> = { is: 'any text', parse: (text) => text };

/** Whether the step has neither a token nor both credentials, whatever they hold. */
export function isNothingGiven(): boolean {
  const isTokenWritten = given('access-token') !== '' || given('sealed-token') !== '';
  return !isTokenWritten && (given('client-id') === '' || given('client-secret') === '');
}

/** Reads where the token comes from. */
export function readAuth(
  reader: InputReader,
  scope: SealScope | undefined,
): Pick<AuthPlan, 'given' | 'credentials' | keyof Absence> {
  const clientId = readPasted(reader, 'client-id');
  const clientSecret = readPasted(reader, 'client-secret');
  return {
    given: readGiven(reader, scope),
    credentials: clientId && clientSecret ? { clientId, clientSecret } : undefined,
    missing: ['client-id', 'client-secret'].filter((name) => given(name) === ''),
    misspelt: misspeltCredentials(process.env),
    hasSealKey: scope !== undefined,
  };
}

/** Reads the key that the jobs share, and what a sealed token is bound to. */
export function readSealScope(reader: InputReader): SealScope | undefined {
  const key = reader.optional('seal-key', SEAL_KEY);
  const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = process.env;
  if (key === undefined) {
    return undefined;
  }
  if (!repository || !runId) {
    reader.complain(
      'seal-key cannot be used here: the runner does not set GITHUB_REPOSITORY and GITHUB_RUN_ID, to which a sealed token is bound.',
    );
    return undefined;
  }
  return { key, repository, runId };
}

function readGiven(reader: InputReader, scope: SealScope | undefined): AuthPlan['given'] {
  const value = reader.optional('access-token', TOKEN);
  const text = reader.optional('sealed-token', ANY);
  if (text === undefined) {
    return value === undefined ? undefined : { kind: 'access-token', value };
  }
  if (given('access-token') !== '') {
    reader.complain('sealed-token and access-token cannot be used together: leave one out.');
  }
  if (given('seal-key') === '') {
    reader.complain(
      'sealed-token needs the seal-key that it was sealed with, but seal-key is empty.',
    );
  }
  return scope && { kind: 'sealed-token', text, scope };
}

/** Reads an id or secret, and warns of what pasting or quoting may have added to it. */
function readPasted(reader: InputReader, name: 'client-id' | 'client-secret'): string | undefined {
  const value = reader.optional(name, ANY);
  if (value === undefined) {
    return undefined;
  }
  if (value !== rawInput(name)) {
    reader.warn(
      `${name} has white space or invisible characters at its ends, which are left out. Store it without them.`,
    );
  }
  const [invisible] = /\p{Cf}/u.exec(value) ?? [];
  if (invisible !== undefined) {
    reader.warn(
      `${name} contains the invisible character ${codePoint(invisible)}, which is sent too. Store it without.`,
    );
  }
  if (/^(["'`]).*\1$/s.test(value)) {
    reader.warn(`${name} is in quotes, which are sent too. Store it without them.`);
  }
  if (value.includes('${')) {
    reader.warn(
      `${name} contains "\${": an expression or variable was not replaced. It is sent as it is.`,
    );
  }
  return value;
}
