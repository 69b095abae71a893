import { proxyPasswords } from '../http/proxy.ts';
import { rawInput } from '../runner/commands.ts';
import { mask, maskToken, neverQuote } from '../runner/secrets.ts';
import { trimEnds } from '../text.ts';
import { given } from './reader.ts';
import { isPlaceholder } from './rules.ts';

/** Registers every secret that this step was given, before anything else reads it. */
export function maskSecretInputs(): void {
  for (const name of ['client-secret', 'seal-key', 'access-token']) {
    if (given(name) !== '' && !isPlaceholder(given(name))) {
      mask(rawInput(name));
      mask(given(name));
    }
  }
  mask(cleaned('client-secret'));
  maskToken(given('access-token'));
  neverQuote(given('client-id'));
  for (const password of proxyPasswords(process.env)) {
    mask(password);
  }
}

/** An id or secret without the white space and the invisible characters that pasting leaves at its ends. */
export function cleaned(name: 'client-id' | 'client-secret'): string {
  return trimEnds(rawInput(name), (character) => /^[\s\p{Cc}\p{Cf}]$/u.test(character));
}
