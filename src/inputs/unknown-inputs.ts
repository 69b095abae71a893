import type { Misspelling } from '../auth/missing-credentials.ts';

const STORAGE_INPUTS = [
  'storage-path',
  'storage-url',
  'storage-name',
  'storage-version-id',
  'storage-expect',
  'storage-max-age-seconds',
  'storage-min-bytes',
  'storage-required',
  'storage-wait-seconds',
  'storage-list',
];

const CREDENTIAL_INPUTS = [
  'client-id',
  'client-secret',
  'access-token',
  'sealed-token',
  'seal-key',
];

/**
 * A sentence for each `storage…` input of the step that does not exist. The runner only warns of one, and a misspelt gate
 * must not pass.
 */
export function unknownStorageInputs(env: NodeJS.ProcessEnv): string[] {
  return writtenInputs(env)
    .filter((name) => name.startsWith('storage') && !STORAGE_INPUTS.includes(name))
    .map((name) => `${name} is not an input of this action. Did you mean ${likeliest(name)}?`);
}

/** Inputs that are like one of the credentials but for hyphens, such as `client_id`. */
export function misspeltCredentials(env: NodeJS.ProcessEnv): Misspelling[] {
  return writtenInputs(env).flatMap((written) => {
    const meant = CREDENTIAL_INPUTS.find((name) => lettersOf(name) === lettersOf(written));
    return meant === undefined || meant === written ? [] : [{ written, meant }];
  });
}

/** The names of the inputs that the runner hands over. */
function writtenInputs(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .map((variable) => /^INPUT_(.+)$/i.exec(variable)?.[1]?.toLowerCase())
    .filter((name) => name !== undefined);
}

/** The input that shares the longest start with `written`, hyphens and underscores aside. */
function likeliest(written: string): string {
  return STORAGE_INPUTS.reduce((best, name) =>
    sharedStart(name, written) > sharedStart(best, written) ? name : best,
  );
}

function sharedStart(first: string, second: string): number {
  const [a, b] = [lettersOf(first), lettersOf(second)];
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length++;
  }
  return length;
}

function lettersOf(name: string): string {
  return name.replace(/[-_]/g, '');
}
