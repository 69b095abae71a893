import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { assertProblem, get, STORAGE, start } from './support.ts';

describe('access to the storage', () => {
  const routes = [
    `${STORAGE}/exists?path=/`,
    `${STORAGE}/exist?path=/`,
    `${STORAGE}/exists/storage?storageName=emulator`,
    `${STORAGE}/exist/storage?storageName=emulator`,
    `${STORAGE}/disc/usage`,
    '/v4.0/html/folder?path=/',
  ];
  for (const route of routes) {
    test(`needs a token: ${route}`, async (t) => {
      const emulator = await start(t);
      const none = await fetch(emulator.url + route);
      assert.equal(none.status, 401);
      assert.equal(none.headers.get('www-authenticate'), 'Bearer');
      assert.equal(await none.text(), '');
      await assertProblem(await get(emulator, route, 'no-token'), 401, 'Unauthorized');
      assert.equal((await get(emulator, route)).status, 200);
    });
  }

  test('refuses every token but a valid one', async (t) => {
    const emulator = await start(t);
    const other = await start(t);
    const route = `${STORAGE}/exists?path=/`;
    const token = await emulator.issueToken();
    const [header, , signature] = token.split('.');
    const claims = { ...decodeJwt(token), exp: 9_999_999_999 };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const { privateKey: anotherKey } = await generateKeyPair('RS256');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const refused = {
      expired: await emulator.issueToken({ lifetimeSeconds: -1 }),
      'not valid yet': await emulator.issueToken({ nbf: 9_999_999_999 }),
      'without expiry': await emulator.issueToken({ exp: undefined }),
      'from another issuer': await emulator.issueToken({ iss: other.url }),
      'signed by another key': await new SignJWT(decodeJwt(token))
        .setProtectedHeader({ alg: 'RS256' })
        .sign(anotherKey),
      tampered: `${header}.${forged}.${signature}`,
      unsigned: `${unsigned}.${forged}.`,
    };
    for (const [name, bad] of Object.entries(refused)) {
      assert.equal((await get(emulator, route, bad)).status, 401, name);
    }
    for (const authorization of [token, `Basic ${token}`, 'Bearer ', `Bearer ${token} x`]) {
      const response = await fetch(emulator.url + route, { headers: { authorization } });
      await assertProblem(response, 401, 'Unauthorized');
    }
    const headers = { authorization: `bearer ${token}` };
    assert.equal((await fetch(emulator.url + route, { headers })).status, 200);
  });

  test('ends with the lifetime of the token', async (t) => {
    let clock = Date.UTC(2030, 0, 1);
    const emulator = await start(t, { now: () => clock });
    const token = await emulator.issueToken({ lifetimeSeconds: 100 });
    clock += 99_000;
    assert.equal((await get(emulator, `${STORAGE}/exists?path=/`, token)).status, 200);
    clock += 1000;
    assert.equal((await get(emulator, `${STORAGE}/exists?path=/`, token)).status, 401);
  });

  test('takes the tokens of the issuers it is told to trust', async (t) => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const issuer = 'https://issuer.example';
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] };
    const sign = (iss: string, expiry: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(iss)
        .setExpirationTime(expiry)
        .sign(privateKey);
    const trusting = await start(t, { issuers: [{ issuer, jwks }] });
    const plain = await start(t);
    const route = `${STORAGE}/exists?path=/`;
    const token = await sign(issuer, '1h');
    assert.equal((await get(trusting, route, token)).status, 200);
    assert.equal((await get(trusting, route)).status, 200);
    assert.equal((await get(plain, route, token)).status, 401);
    assert.equal((await get(trusting, route, await sign(issuer, '-1s'))).status, 401);
    assert.equal((await get(trusting, route, await sign('https://x.example', '1h'))).status, 401);
  });

  test('issueToken replaces claims', async (t) => {
    const emulator = await start(t, { tokenLifetimeSeconds: 50 });
    const usual = decodeJwt(await emulator.issueToken());
    assert.equal(Number(usual.exp) - Number(usual.nbf), 50);
    const token = decodeJwt(await emulator.issueToken({ lifetimeSeconds: 7, client_id: 'x' }));
    assert.equal(Number(token.exp) - Number(token.nbf), 7);
    assert.equal(token.client_id, 'x');
    assert.equal('lifetimeSeconds' in token, false);
  });
});
