import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed } from '../support/assertions.ts';
import { makeJwt, OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

/** The instant that the claim `exp` of a JWT names. */
function expiryOf(jwt: string): string {
  const { exp } = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
  return new Date(Number(exp) * 1000).toISOString().replace('.000Z', 'Z');
}

describe('a given token', AT_ONCE, () => {
  const USABLE: Readonly<Record<string, Record<string, string>>> = {
    'has enough time left': { 'access-token': makeJwt(3600) },
    'has as much left as asked for': { 'access-token': makeJwt(50), 'min-validity-seconds': '0' },
    'tells no expiry': { 'access-token': 'opaque-token', 'min-validity-seconds': '86400' },
  };
  for (const [what, inputs] of Object.entries(USABLE)) {
    test(`is used when it ${what}, alone and with credentials`, async () => {
      await using server = await startServer(service());
      const alone = await run({ inputs: { 'base-url': server.url, ...inputs } });
      assertAuthenticated(alone, inputs['access-token'] ?? '');
      assert.ok(alone.log.some((line) => line.startsWith('Using the given access-token, ')));
      const withCredentials = await run({ inputs: { ...server.inputs, ...inputs } });
      assertAuthenticated(withCredentials, inputs['access-token'] ?? '');
      assert.deepEqual(server.requests, []);
    });
  }

  const TOO_SHORT: Readonly<Record<string, Record<string, string>>> = {
    'has less left than asked for': {
      'access-token': makeJwt(3600),
      'min-validity-seconds': '7200',
    },
    'has less left than the default': { 'access-token': makeJwt(40) },
    'has expired': { 'access-token': makeJwt(-10), 'min-validity-seconds': '0' },
    'says so as text': { 'access-token': makeJwt(0, { exp: '1700000000' }) },
  };
  for (const [what, inputs] of Object.entries(TOO_SHORT)) {
    test(`gives way to a new one when it ${what}`, async () => {
      const token = makeJwt();
      await using server = await startServer(service({ token }));
      const step = await run({ inputs: { ...server.inputs, ...inputs } });
      assertAuthenticated(step, token);
      assert.equal(server.requests.length, 1);
      assert.ok(!step.files.includes(inputs['access-token'] ?? ''));
    });

    test(`is token-expired without credentials when it ${what}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, ...inputs } });
      const expiry = expiryOf(inputs['access-token'] ?? '');
      const state = Date.parse(expiry) > Date.now() ? 'it is valid for' : 'it expired at';
      assertFailed(step, 'token-expired', expiry, state, 'min-validity-seconds');
      assert.deepEqual(step.env, {});
    });
  }

  for (const [given, empty] of [
    ['client-id', 'client-secret'],
    ['client-secret', 'client-id'],
  ] as const) {
    test(`is alone when only ${given} is there, and ${empty} is named`, async () => {
      const inputs = { ...OFFLINE, [given]: 'made-up-value', 'access-token': makeJwt(-10) };
      assertFailed(await run({ inputs }), 'token-expired', empty);
    });
  }

  test('tells its expiry', async () => {
    const token = makeJwt(7200);
    const { outputs } = await run({ inputs: { ...OFFLINE, 'access-token': token } });
    assert.equal(outputs['expires-at'], expiryOf(token));
    const left = Number(outputs['expires-in']);
    assert.ok(left <= 7200 && left > 7100, outputs['expires-in']);
    assert.equal(outputs['token-type'], 'Bearer');
  });

  for (const token of ['to ken', 'tökën', 'token\u200b']) {
    test(`must be of visible ASCII characters: ${JSON.stringify(token)}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'access-token': token } });
      assertFailed(step, 'invalid-input', 'access-token');
      assert.ok(!step.annotations[0]?.message.includes(token));
    });
  }
});
