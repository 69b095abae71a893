import { proxyPasswords } from '../http/proxy.ts';
import { rawInput } from '../runner/commands.ts';
import { mask, maskToken, neverQuote } from '../runner/secrets.ts';
import { given, MASKED_INPUTS } from './reader.ts';
import { isPlaceholder } from './rules.ts';

/** Registers every secret that this step was given, before anything else reads it. */
export function maskSecretInputs(): void {
  for (const name of MASKED_INPUTS.filter((input) => !isPlaceholder(given(input)))) {
    mask(rawInput(name));
    mask(given(name));
  }
  if (!isPlaceholder(given('access-token'))) {
    maskToken(given('access-token'));
  }
  neverQuote(given('client-id'));
  for (const password of proxyPasswords(process.env)) {
    mask(password);
  }
}
