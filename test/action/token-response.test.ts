import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';

const token = makeJwt();

/** One of each kind; the unit test of the parser has them all. */
const GOOD: Readonly<Record<string, object>> = {
  'has an access_token alone': { access_token: token },
  'has its keys in another case': { Access_Token: token, TOKEN_TYPE: 'bearer', EXPIRES_IN: 60 },
};

const BAD: Readonly<Record<string, unknown>> = {
  'is cut short': `{"access_token":"${token}`,
  'has a token with a line break at its end': { access_token: 'token\n' },
  'has another token_type': { access_token: token, token_type: 'mac' },
  'has an expires_in in words': { access_token: token, expires_in: 'an hour' },
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
