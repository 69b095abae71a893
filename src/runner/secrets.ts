import { setSecret } from './commands.ts';

/** Masking shorter values would blot out innocent text all over the log. */
const SHORTEST_MASK = 8;

const registered = new Set<string>();

/** Values that must not appear in server text, in lower case. */
const secrets = new Set<string>();

/** Registers a secret with the runner, which shows `***` in its place from the next line of the log on. */
export function mask(secret: string): void {
  neverQuote(secret);
  // The runner masks each line of a value by itself, without the white space around it.
  const lines = secret.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const long = lines.filter((line) => line.trim().length >= SHORTEST_MASK);
  for (const value of long.length === lines.length ? [secret] : long) {
    if (value.trim() !== '' && !registered.has(value)) {
      registered.add(value);
      setSecret(value);
    }
  }
}

/** Marks a value that must not appear in quoted server text, without masking it: a Client Id may be a misplaced secret. */
export function neverQuote(value: string): void {
  secrets.add(value.toLowerCase());
}

/** Registers a token; of a JWT also the payload and the signature, which tools show on their own. */
export function maskToken(token: string): void {
  mask(token);
  const [header = '', ...segments] = token.split('.');
  if (isJson(Buffer.from(header, 'base64url').toString())) {
    for (const segment of segments) {
      mask(segment);
    }
  }
}

/** Whether eight characters of `text` in a row occur in a secret, in any case. */
export function quotesSecret(text: string): boolean {
  const searched = text.toLowerCase();
  for (let start = 0; start + SHORTEST_MASK <= searched.length; start++) {
    const part = searched.slice(start, start + SHORTEST_MASK);
    if ([...secrets].some((secret) => secret.includes(part))) {
      return true;
    }
  }
  return false;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
