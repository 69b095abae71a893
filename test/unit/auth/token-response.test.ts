import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTokenResponse } from '../../../src/auth/request-token.ts';
import type { Reply } from '../../../src/service/judge.ts';
import { makeJwt } from '../../support/credentials.ts';

const SECONDS = Math.floor(Date.now() / 1000);

/** A reply of a service whose clock is ten seconds ahead. */
function replyWith(answer: object): Reply {
  const body = { kind: 'text', text: JSON.stringify(answer) };
  const url = new URL('http://service.example/');
  return {
    operation: { title: 'The token request', inputs: 'token-url' },
    exchange: { request: { method: 'POST', url } },
    response: { status: 200, body, clockOffsetMs: 10_000 },
    serverWords: '',
  } as unknown as Reply;
}

/** What is wrong with an answer, and the answers of which that is said. */
const BAD: Readonly<Record<string, readonly object[]>> = {
  'has no usable access_token': [
    {},
    { access_token: '' },
    { access_token: 7 },
    { access_token: 'a b' },
  ],
  'has an access_token of more than 64 KiB': [{ access_token: 'x'.repeat(65_537) }],
  'has a token_type other than Bearer': [
    { access_token: 'x', token_type: 'MAC' },
    { access_token: 'x', token_type: '' },
    { access_token: 'x', token_type: ['Bearer'] },
  ],
  'has an expires_in that is not a number': [
    { access_token: 'x', expires_in: 'soon' },
    { access_token: 'x', expires_in: true },
  ],
};

for (const [words, answers] of Object.entries(BAD)) {
  test(`a token response ${words}`, () => {
    for (const answer of answers) {
      const summary = new RegExp(`\\(HTTP 200\\) ${words}\\.$`);
      assert.throws(() => parseTokenResponse(replyWith(answer)), { code: 'bad-response', summary });
    }
  });
}

/** An answer, and how many seconds from now the token expires. */
const GOOD: readonly (readonly [object, number | undefined])[] = [
  [{}, undefined],
  [{ token_type: null, expires_in: null }, undefined],
  [{ token_type: 'bEARER', expires_in: 100 }, 110],
  [{ expires_in: '100' }, 110],
  [{ expires_in: 0 }, 10],
  [{ expires_in: -5 }, 10],
  [{ access_token: makeJwt(60), expires_in: 100 }, 60],
  [{ access_token: makeJwt(600), expires_in: 100 }, 110],
  [{ access_token: 'x'.repeat(65_536) }, undefined],
];

for (const [index, [answer, seconds]] of GOOD.entries()) {
  test(`a token response tells the expiry, or does not: ${index + 1}`, () => {
    const full = { access_token: 'opaque', ...answer };
    const token = parseTokenResponse(replyWith(full));
    assert.equal(token.value, full.access_token);
    assert.equal(token.clockOffsetMs, 10_000);
    assert.equal(token.expiresAt === undefined, seconds === undefined);
    assert.ok(
      Math.abs((token.expiresAt ?? 0) - (seconds === undefined ? 0 : SECONDS + seconds)) < 5,
    );
  });
}
