import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverQuote, quotesSecret } from '../../../src/runner/secrets.ts';

test('eight characters of a secret in a row are a quote of it, in any case', () => {
  neverQuote('Tr0ub4dor-and-three');
  for (const text of ['Tr0ub4dor-and-three', 'tr0UB4DO', 'x r-and-th x']) {
    assert.ok(quotesSecret(text), text);
  }
  for (const text of ['', 'Tr0ub4d', 'three and more', 'unrelated text']) {
    assert.ok(!quotesSecret(text), text);
  }
});
