import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTokenResponse, requestToken } from '../../../src/auth/request-token.ts';
import type { AsposeAuthError } from '../../../src/errors.ts';
import type { Client, Exchange } from '../../../src/http/client.ts';
import { neverQuote } from '../../../src/runner/secrets.ts';
import { makeJwt } from '../../support/credentials.ts';
import { replyWith } from '../../support/reply.ts';

const token = makeJwt();
const now = Math.floor(Date.now() / 1000);

function parsed(body: unknown) {
  return parseTokenResponse(replyWith(typeof body === 'string' ? body : JSON.stringify(body)));
}

test('a token response is good', () => {
  for (const body of [
    { access_token: token },
    { access_token: token, token_type: 'Bearer' },
    { access_token: token, token_type: 'BEARER' },
    { Access_Token: token, TOKEN_TYPE: 'bearer', EXPIRES_IN: 60 },
    { access_token: token, scope: 'api', refresh_token: 'x', nested: { a: [] } },
    { access_token: token, expires_in: null },
  ]) {
    assert.equal(parsed(body).value, token, JSON.stringify(body));
  }
});

test('a token response is bad', () => {
  for (const body of [
    '',
    '<html>Welcome to the hotel</html>',
    `{"access_token":"${token}`,
    [{ access_token: token }],
    JSON.stringify(token),
    'null',
    { token },
    { access_token: '' },
    { access_token: 'to ken' },
    { access_token: 'token\n' },
    { access_token: 'to\u00a0ken' },
    { access_token: 'to\u0000k' },
    { access_token: 7 },
    { access_token: 'x'.repeat(64 * 1024 + 1) },
    { access_token: token, token_type: 'mac' },
    { access_token: token, token_type: '' },
    { access_token: token, token_type: 1 },
    { access_token: token, expires_in: 'an hour' },
    { access_token: token, expires_in: '3600s' },
    { access_token: token, expires_in: '' },
    { access_token: token, expires_in: true },
    { access_token: token, Access_Token: 'other' },
  ]) {
    assert.throws(() => parsed(body), { code: 'bad-response' }, JSON.stringify(body).slice(0, 80));
  }
});

test('the expiry is the earlier of expires_in and exp, as far as they are known', () => {
  const opaque = 'opaque-token';
  const jwtWith = (exp: unknown) => makeJwt(0, { exp });
  const rows: readonly (readonly [body: object, secondsFromNow: number | undefined])[] = [
    [{ access_token: opaque, expires_in: 600 }, 600],
    [{ access_token: opaque, expires_in: '600' }, 600],
    [{ access_token: opaque, expires_in: 600.9 }, 600],
    [{ access_token: jwtWith(now + 7200) }, 7200],
    [{ access_token: jwtWith(String(now + 7200)) }, 7200],
    [{ access_token: jwtWith(now + 7200), expires_in: 600 }, 600],
    [{ access_token: jwtWith(now + 600), expires_in: 7200 }, 600],
    [{ access_token: opaque, expires_in: 0 }, 0],
    [{ access_token: opaque, expires_in: -5 }, 0],
    [{ access_token: opaque, expires_in: '-5' }, 0],
    [{ access_token: opaque }, undefined],
    [{ access_token: 'not.a.jwt-at-all' }, undefined],
    [{ access_token: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' }, undefined],
    [{ access_token: jwtWith(undefined) }, undefined],
    [{ access_token: jwtWith('tomorrow') }, undefined],
    [{ access_token: opaque, expires_in: 3e11 }, undefined],
    [{ access_token: jwtWith(3e11) }, undefined],
  ];
  for (const [body, seconds] of rows) {
    const { expiresAt } = parsed(body);
    const left = expiresAt === undefined ? undefined : expiresAt - now;
    const isRight =
      seconds === undefined || left === undefined
        ? left === seconds
        : Math.abs(left - seconds) < 30;
    assert.ok(isRight, `${left} for ${JSON.stringify(body)}`);
  }
});

test('a lifetime of nothing has passed', () => {
  for (const expires_in of [0, -5]) {
    const { expiresAt = Number.NaN } = parsed({ access_token: 'opaque', expires_in });
    assert.ok(expiresAt <= Date.now() / 1000, `${expires_in}`);
  }
});

/** What the step says when the token endpoint rejects the credentials with `body`. */
async function rejectionWith(body: object): Promise<string> {
  const url = new URL('http://service.example/connect/token');
  const exchange = {
    ...replyWith(JSON.stringify(body)).exchange,
    outcome: { ...replyWith(JSON.stringify(body)).response, status: 400 },
  } as Exchange;
  const client = { timeoutSeconds: 60, send: async () => exchange } as unknown as Client;
  const credentials = { clientId: 'made-up-id', clientSecret: SECRET };
  const error = await requestToken(client, { tokenUrl: url, credentials }, { deadline: 0 }).then(
    () => assert.fail('the credentials were not rejected'),
    (thrown: AsposeAuthError) => thrown,
  );
  assert.equal(error.code, 'credentials-rejected');
  return JSON.stringify(error) + error.message;
}

const SECRET = 'Tr0ub4dor+and%three';

test('what a rejection says is shown when it is short, plain and tells no secret', async () => {
  neverQuote(SECRET);
  const shown = [
    'Unknown client; ask (Bob) or <him>',
    'word '.repeat(40).trim().padEnd(200, 'd'),
    '100 %25 sure:: no',
    `the ${'w'.repeat(20)}`,
  ];
  for (const error_description of shown) {
    const told = await rejectionWith({ error: 'made_up', error_description });
    assert.ok(told.includes('made_up') && told.includes(error_description), told);
  }
  const hidden: readonly unknown[] = [
    'MARK '.repeat(41).slice(0, 201),
    'MARK für dich',
    'MARK\n::set-output name=access-token::stolen',
    'MARK\r::set-output name=access-token::stolen',
    'MARK\tx',
    'MARK\u001b[2J',
    'MARK\u007f',
    `MARK${'x'.repeat(17)}`,
    { text: 'MARK' },
    `MARK ${SECRET}`,
    `MARK ${SECRET.slice(3, 11)}`,
  ];
  for (const error_description of hidden) {
    const told = await rejectionWith({ error: 'made_up', error_description });
    assert.ok(told.includes('made_up') && !told.includes('MARK'), told);
  }
  for (const error of ['MARK"', 'MARK\\', 'MARK\n::error::x', 'MARKü', `MARK${'x'.repeat(500)}`]) {
    const told = await rejectionWith({ error, error_description: 'Try harder.' });
    assert.ok(told.includes('Try harder.') && !told.includes('MARK'), told);
  }
});
