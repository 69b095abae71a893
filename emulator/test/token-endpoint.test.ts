import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { type Emulator, startEmulator } from '../server.ts';
import { askToken, assertProblem, get, json, STORAGE, start, UUID } from './support.ts';

describe('token endpoint', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ tokenLifetimeSeconds: 1234 });
  });
  after(() => emulator.close());

  test('answers a right pair with a token as the service makes them', async () => {
    const response = await askToken(emulator);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const body = await json(response);
    assert.deepEqual(Object.keys(body), ['access_token', 'expires_in', 'token_type']);
    assert.equal(body.expires_in, 1234);
    assert.equal(body.token_type, 'Bearer');

    const token = String(body.access_token);
    assert.deepEqual(decodeProtectedHeader(token), { alg: 'RS256', typ: 'JWT' });
    const { nbf, exp, client_default_storage, client_identity_user_id, ...claims } =
      decodeJwt(token);
    const scope = ['api.billing', 'api.identity', 'api.products', 'api.storage'];
    assert.deepEqual(claims, {
      iss: emulator.url,
      aud: [`${emulator.url}/resources`, ...scope],
      client_id: emulator.clientId,
      scope,
    });
    assert.equal(Number(exp) - Number(nbf), 1234);
    assert.ok(Math.abs(Number(nbf) - Date.now() / 1000) < 60);
    assert.match(String(client_default_storage), UUID);
    assert.ok(client_identity_user_id);
    assert.equal((await get(emulator, `${STORAGE}/exists?path=/`, token)).status, 200);
  });

  const refusals: [string, Record<string, string | undefined>, string][] = [
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no grant', { grant_type: undefined }, 'unsupported_grant_type'],
    ['no client id', { client_id: undefined }, 'invalid_request'],
    ['no client secret', { client_secret: undefined }, 'invalid_request'],
    ['a wrong client id', { client_id: 'nobody' }, 'invalid_client'],
    ['a wrong client secret', { client_secret: 'wrong' }, 'invalid_client'],
  ];
  for (const [name, fields, error] of refusals) {
    test(`refuses ${name}`, async () => {
      const response = await askToken(emulator, fields);
      assert.equal(response.status, 400);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.deepEqual(await json(response), { error });
    });
  }

  test('takes a multipart form, with or without quotes around the boundary', async (t) => {
    const clientSecret = 'a+b&c%d=e f/ü';
    const given = await start(t, { clientSecret });
    const fields = {
      client_id: given.clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
    };
    const parts = Object.entries(fields).map(
      ([name, value]) =>
        `--limit\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const send = (type: string, body: string) =>
      fetch(`${given.url}/connect/token`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    for (const boundary of ['limit', '"limit"']) {
      const type = `multipart/form-data; boundary=${boundary}`;
      const response = await send(type, `${parts.join('')}--limit--\r\n`);
      assert.equal(response.status, 200);
      assert.ok((await json(response)).access_token);
      const wrong = await send(type, `${parts.join('').replace('a+b', 'a b')}--limit--\r\n`);
      assert.deepEqual(await json(wrong), { error: 'invalid_client' });
    }
    for (const [type, body] of [
      ['multipart/form-data', `${parts.join('')}--limit--\r\n`],
      ['multipart/form-data; boundary=limit', parts.join('')],
    ] as const) {
      const response = await send(type, body);
      assert.equal(response.status, 400);
      assert.deepEqual(await json(response), { error: 'invalid_request' });
    }
  });

  test('refuses a right pair that is not a form', async () => {
    const fields = `grant_type=client_credentials&client_id=${emulator.clientId}&client_secret=${emulator.clientSecret}`;
    for (const type of ['application/json', 'text/plain']) {
      const response = await fetch(`${emulator.url}/connect/token`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: fields,
      });
      assert.equal(response.status, 400);
      assert.deepEqual(await json(response), { error: 'invalid_request' });
    }
  });

  test('decodes the form, and takes the credentials it is given', async (t) => {
    const clientSecret = 'a+b&c%d=e f/ü';
    const given = await start(t, { clientId: 'my app', clientSecret });
    assert.equal(given.clientId, 'my app');
    assert.equal(given.clientSecret, clientSecret);
    assert.equal((await askToken(given)).status, 200);
    assert.equal((await askToken(given, { client_secret: 'a b' })).status, 400);
  });

  test('locks a pair for ten minutes after five failures, and only that pair', async (t) => {
    let clock = Date.now();
    const locking = await start(t, { now: () => clock });
    const status = async (fields: Record<string, string>) =>
      (await askToken(locking, fields)).status;
    const wrong = { client_secret: 'wrong' };
    const failFiveTimes = async () => {
      for (let count = 0; count < 5; count += 1) assert.equal(await status(wrong), 400);
    };

    await failFiveTimes();
    const locked = await askToken(locking, wrong);
    assert.equal(locked.headers.get('retry-after'), '600');
    assert.equal(locked.headers.get('cache-control'), 'no-store');
    await assertProblem(locked, 429, 'TooManyRequests');
    assert.equal(await status({ client_secret: 'wrong too' }), 400);
    assert.equal(await status({ ...wrong, client_id: 'nobody' }), 400);
    assert.equal(await status({}), 200);

    clock += 598_500;
    assert.equal((await askToken(locking, wrong)).headers.get('retry-after'), '2');
    clock += 1499;
    assert.equal(await status(wrong), 429);
    clock += 1;
    await failFiveTimes();
    assert.equal(await status(wrong), 429);
  });
});
