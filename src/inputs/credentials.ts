import type { Credentials } from '../auth/request-token.ts';
import type { SealScope } from '../auth/sealed-token.ts';
import type { AuthPlan } from '../auth/session.ts';
import { isTokenText } from '../auth/token.ts';
import { rawInput, warning } from '../runner/commands.ts';
import { codePoint } from '../text.ts';
import { given, type InputReader } from './reader.ts';
import { isPlaceholder, type Rule } from './rules.ts';
import { cleaned } from './secret-inputs.ts';

const TOKEN: Rule<string> = {
  is: 'a token alone, without white space or a "Bearer " before it',
  parse: (text) => (isTokenText(text) ? text : undefined),
};

const SHORTEST_KEY = 32;

const SEAL_KEY: Rule<string> = {
  is: `a generated secret of ${SHORTEST_KEY} characters or more, such as openssl rand -hex 32 prints`,
  parse: (text) => (text.length >= SHORTEST_KEY ? text : undefined),
};

/** Reads where the token comes from. */
export function readAuth(
  reader: InputReader,
  scope: SealScope | undefined,
): Pick<AuthPlan, 'given' | 'credentials' | 'missing'> {
  for (const name of ['client-id', 'client-secret', 'access-token', 'sealed-token', 'seal-key']) {
    if (isPlaceholder(given(name))) {
      reader.complain(
        `${name} is ${given(name)}, which a script prints when it has no value: pass the value itself, or leave the input empty.`,
      );
    }
  }
  const clientId = cleaned('client-id');
  const clientSecret = cleaned('client-secret');
  warnOf('client-id', clientId);
  warnOf('client-secret', clientSecret);
  const credentials: Credentials | undefined =
    clientId !== '' && clientSecret !== '' ? { clientId, clientSecret } : undefined;
  const missing = [
    ...(clientId === '' ? ['client-id'] : []),
    ...(clientSecret === '' ? ['client-secret'] : []),
  ];
  return { given: readGiven(reader, scope), credentials, missing };
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
  const text = given('sealed-token');
  if (text === '') {
    return value === undefined ? undefined : { kind: 'access-token', value };
  }
  if (given('access-token') !== '') {
    reader.complain('sealed-token and access-token cannot be used together: leave one out.');
  }
  if (given('seal-key') === '') {
    reader.complain('sealed-token needs the seal-key that it was sealed with.');
  }
  return scope === undefined ? undefined : { kind: 'sealed-token', text, scope };
}

function warnOf(name: 'client-id' | 'client-secret', value: string): void {
  if (value !== rawInput(name) && value !== '') {
    warning(
      `${name} has white space or invisible characters at its ends, which are left out. Store it without them.`,
    );
  }
  const [invisible] = /\p{Cf}/u.exec(value) ?? [];
  if (invisible !== undefined) {
    warning(`${name} holds the invisible character ${codePoint(invisible)}. It is sent as it is.`);
  }
  if (/^(["'`]).+\1$/s.test(value)) {
    warning(`${name} stands in quotes, which are sent too. Store it without them.`);
  }
  if (value.includes('${')) {
    warning(`${name} holds "\${", as an expression or variable that was not replaced.`);
  }
}
