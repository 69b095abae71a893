import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { assertAuthenticated } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

describe('the token request', AT_ONCE, () => {
  test('is one client credentials grant', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token }));
    assertAuthenticated(await run({ inputs: server.inputs }), token);
    assert.equal(server.requests.length, 1);
    const [{ method = '', path = '', headers = {}, body = '' } = {}] = server.requests;
    assert.equal(`${method} ${path}`, 'POST /connect/token');
    assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
      grant_type: 'client_credentials',
      client_id: server.inputs['client-id'],
      client_secret: server.inputs['client-secret'],
    });
  });

  test('asks for plain JSON and names the action with its version', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    await using server = await startServer(service());
    await run({ inputs: server.inputs, env: { ACTIONS_ORCHESTRATION_ID: 'run-of-somebody' } });
    const headers = server.requests[0]?.headers;
    assert.equal(headers?.accept, 'application/json');
    assert.equal(headers?.['accept-encoding'], 'identity');
    assert.match(headers?.['user-agent'] ?? '', new RegExp(`^aspose-auth/${version}\\b`));
    assert.doesNotMatch(headers?.['user-agent'] ?? '', /run-of-somebody/);
  });

  for (const value of ['a+b&c=d%e%41', 'with space', 'ümläut€', '"quoted#;/?', '$(id)`id`']) {
    test(`encodes an id and a secret such as ${value}`, async () => {
      await using server = await startServer(service());
      await run({
        inputs: { ...server.inputs, 'client-id': `id ${value}`, 'client-secret': value },
      });
      const body = server.requests[0]?.body ?? '';
      assert.match(body, /^[\w.*+%&=-]+$/);
      assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
        grant_type: 'client_credentials',
        client_id: `id ${value}`,
        client_secret: value,
      });
    });
  }
});
