import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';

const token = makeJwt();

const GOOD: Readonly<Record<string, object>> = {
  'has an access_token alone': { access_token: token },
  'says Bearer': { access_token: token, token_type: 'Bearer' },
  'says BEARER': { access_token: token, token_type: 'BEARER' },
  'has its keys in another case': { Access_Token: token, TOKEN_TYPE: 'bearer', EXPIRES_IN: 60 },
  'has more keys': { access_token: token, scope: 'api', refresh_token: 'x', nested: { a: [] } },
  'has no expires_in to speak of': { access_token: token, expires_in: null },
};

const BAD: Readonly<Record<string, unknown>> = {
  'is empty': '',
  'is a page': '<html>Welcome to the hotel</html>',
  'is cut short': `{"access_token":"${token}`,
  'is an array': [{ access_token: token }],
  'is a string': JSON.stringify(token),
  'is null': 'null',
  'has no access_token': { token },
  'has an empty access_token': { access_token: '' },
  'has a token with a space': { access_token: 'to ken' },
  'has a token with a line break at its end': { access_token: 'token\n' },
  'has a token with a no-break space': { access_token: 'to\u00a0ken' },
  'has a token with a control character': { access_token: 'to\u0000k' },
  'has a token that is a number': { access_token: 7 },
  'has a token over 64 KiB': { access_token: 'x'.repeat(64 * 1024 + 1) },
  'has another token_type': { access_token: token, token_type: 'mac' },
  'has an empty token_type': { access_token: token, token_type: '' },
  'has a token_type that is a number': { access_token: token, token_type: 1 },
  'has an expires_in in words': { access_token: token, expires_in: 'an hour' },
  'has an expires_in with a unit': { access_token: token, expires_in: '3600s' },
  'has an empty expires_in': { access_token: token, expires_in: '' },
  'has an expires_in that is a boolean': { access_token: token, expires_in: true },
  'has the token in two spellings': { access_token: token, Access_Token: 'other' },
};

describe('a token response', AT_ONCE, () => {
  for (const [what, body] of Object.entries(GOOD)) {
    test(`is good when it ${what}`, async () => {
      await using server = await startServer(reply(body));
      assertAuthenticated(await run({ inputs: server.inputs }), token);
    });
  }

  test('is good with any status of 2xx', async () => {
    await using server = await startServer(reply({ access_token: token }, { status: 201 }));
    assertAuthenticated(await run({ inputs: server.inputs }), token);
  });

  test('is good with a token of 64 KiB', async () => {
    const long = 'x'.repeat(64 * 1024);
    await using server = await startServer(reply({ access_token: long }));
    assertAuthenticated(await run({ inputs: server.inputs }), long);
  });

  for (const [what, body] of Object.entries(BAD)) {
    test(`is bad when it ${what}`, async () => {
      await using server = await startServer(reply(body));
      const step = await run({ inputs: server.inputs });
      assertFailed(step, 'bad-response', new URL(server.url).host, 'HTTP 200');
      assert.equal(step.outputs['access-token'] ?? '', '');
      assert.deepEqual(step.env, {});
      assert.equal(server.requests.length, 1);
    });
  }

  test('of 2xx that names an OAuth error shows it and blames no gateway', async () => {
    await using server = await startServer(reply({ error: 'invalid_scope' }));
    const step = await run({ inputs: server.inputs });
    assertFailed(step, 'bad-response', 'invalid_scope');
    assert.doesNotMatch(step.annotations[0]?.message ?? '', /gateway/);
  });
});
