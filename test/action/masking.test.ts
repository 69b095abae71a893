import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeJwt, OFFLINE, partsOf } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const PASSWORD = 'proxy-passw0rd';

/** That no other place shows a secret is what the leak oracle looks after. */
describe('what is masked', AT_ONCE, () => {
  test('is the secret, as given and trimmed', async () => {
    const [given, trimmed] = [' \ts3cret+of&no%body ', 's3cret+of&no%body'];
    await using server = await startServer(service({ token: 'opaque-token' }));
    const step = await run({ inputs: { ...server.inputs, 'client-secret': given } });
    assert.deepEqual(step.masks, [given, trimmed, 'opaque-token']);
  });

  test('is a secret of several lines, but no line that would mask innocent text', async () => {
    const given = '\n  s3cret+of&no%body\n    \n';
    await using server = await startServer(service({ token: 'opaque-token' }));
    const step = await run({ inputs: { ...server.inputs, 'client-secret': given } });
    assert.equal(step.outputs.status, 'authenticated');
    // The runner masks each line of a mask too, trimmed, and drops the empty ones.
    const lines = step.masks.flatMap((mask) => mask.split(/[\r\n]+/)).map((line) => line.trim());
    assert.deepEqual(
      new Set(lines.filter((line) => line !== '')),
      new Set(['s3cret+of&no%body', 'opaque-token']),
    );
  });

  test('is nothing that is only white space', async () => {
    const inputs = { ...OFFLINE, 'client-secret': ' '.repeat(20), 'access-token': '\t'.repeat(9) };
    const step = await run({ inputs });
    assert.equal(step.outputs['error-code'], 'missing-credentials');
    assert.deepEqual(step.masks, []);
  });

  const HEADER = 'eyJhbGciOiJub25lIn0';
  const TOKENS: Readonly<Record<string, { token: string; masks: string[] }>> = {
    'an opaque token': { token: 'opaque-token', masks: ['opaque-token'] },
    'a token of 8 characters': { token: '12345678', masks: ['12345678'] },
    'no token of 7 characters': { token: '1234567', masks: [] },
    'payload and signature of a JWT, but not its header': {
      token: `${HEADER}.payload-of-it.signature-of-it`,
      masks: [`${HEADER}.payload-of-it.signature-of-it`, 'payload-of-it', 'signature-of-it'],
    },
    'no segment of 7 characters': {
      token: `${HEADER}.e30_567.signature`,
      masks: [`${HEADER}.e30_567.signature`, 'signature'],
    },
    'no segment of what only looks like a JWT': {
      token: 'not-json.authenticated.127.0.0.1',
      masks: ['not-json.authenticated.127.0.0.1'],
    },
    'no part of an opaque token with dots': {
      token: 'opaque12.authenticated.storage-gate',
      masks: ['opaque12.authenticated.storage-gate'],
    },
    'no empty segment': { token: 'aaaaaaaaa..', masks: ['aaaaaaaaa..'] },
  };
  for (const [what, { token, masks }] of Object.entries(TOKENS)) {
    test(`is ${what}, given or received`, async () => {
      const given = await run({ inputs: { ...OFFLINE, 'access-token': token } });
      assert.equal(given.outputs['access-token'], token);
      assert.deepEqual(given.masks, masks);
      await using server = await startServer(service({ token }));
      const received = await run({ inputs: { ...server.inputs, 'client-secret': 'short' } });
      assert.equal(received.outputs['access-token'], token);
      assert.deepEqual(received.masks, masks);
    });
  }

  test('is a given JWT with its segments, also when it is not used', async () => {
    const token = makeJwt(-60);
    const step = await run({ inputs: { ...OFFLINE, 'access-token': token } });
    assert.equal(step.outputs['error-code'], 'token-expired');
    assert.deepEqual(step.masks, [token, ...token.split('.').slice(1)]);
  });

  test('is nothing innocent, and nothing twice', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token, files: ['/invoices/a.html'] }));
    const step = await run({
      inputs: {
        ...server.inputs,
        'storage-path': '/invoices/a.html\n/invoices/missing.html',
        'storage-name': 'the storage of mine',
        'storage-required': 'false',
      },
    });
    const { payload, signature } = partsOf(token);
    const secret = server.inputs['client-secret'];
    assert.deepEqual(step.masks, [secret, token, payload, signature]);
  });
});

/** However the variable is written: see the passwords in `hostile/`. */
describe('of a proxy variable', AT_ONCE, () => {
  const PROXIES: Readonly<Record<string, { proxy: string; masks: string[] }>> = {
    'the password': { proxy: `http://user:${PASSWORD}@proxy.example:3128`, masks: [PASSWORD] },
    'no password under 8 characters': { proxy: 'http://user:1234567@proxy.example', masks: [] },
    'no empty password': { proxy: 'http://user:@proxy.example:3128', masks: [] },
    'no user': { proxy: 'http://long-user-name@proxy.example:3128', masks: [] },
    'no host': { proxy: 'http://proxy.example:3128', masks: [] },
  };
  for (const [what, { proxy, masks }] of Object.entries(PROXIES)) {
    test(`${what} is masked`, async () => {
      const step = await run({ inputs: OFFLINE, env: { https_proxy: proxy } });
      const ofProxy = step.masks.filter((mask) => mask !== OFFLINE['access-token']);
      assert.deepEqual(ofProxy, masks);
    });
  }
});

test('a debug line has method, host, path, status, attempt and time, but no query', async () => {
  await using server = await startServer(service({ files: ['/a'] }));
  const inputs = { 'storage-path': '/a', 'storage-name': 'mine' };
  const step = await run({ inputs: { ...server.inputs, ...inputs } });
  const debug = step.log.filter((line) => line.startsWith('::debug::'));
  assert.match(debug[0] ?? '', /POST 127\.0\.0\.1:\d+ ?\/connect\/token\b.*\b200\b.*\b1\b.*\d ms/);
  assert.match(debug[1] ?? '', /GET 127\.0\.0\.1:\d+.*\/storage\/exists\b.*\b200\b.*\b1\b.*\d ms/);
  assert.doesNotMatch(debug.join(), /path=|storageName|mine/);
});
