/** Tokens of an authorization server that nobody here wrote, for a storage that trusts it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { decodeJwt } from 'jose';
import { type Emulator, startEmulator } from '../../emulator/server.ts';
import { assertFailed, assertGate } from '../support/assertions.ts';
import { run } from '../support/run.ts';
import {
  type AuthorizationServer,
  FORBIDDEN,
  JWT,
  LIFETIME_SECONDS,
  OPAQUE,
  startAuthorizationServer,
} from './authorization-server.ts';

/** The storage of the emulator. */
const DOCS = join(import.meta.dirname, '../../docs');

describe('with a certified authorization server', () => {
  let server: AuthorizationServer;
  let emulator: Emulator;

  before(async () => {
    server = await startAuthorizationServer();
    emulator = await startEmulator({ root: DOCS, issuers: [server] });
  });
  after(async () => {
    await emulator.close();
    await server[Symbol.asyncDispose]();
  });

  function inputsFor({ client_id, client_secret }: typeof JWT) {
    return {
      'client-id': client_id,
      'client-secret': client_secret,
      'token-url': server.tokenUrl,
      'storage-url': `${emulator.url}/v4.0/html`,
    };
  }

  /** The statuses of the token endpoint since the last look. */
  function answers(): number[] {
    return server.answers.splice(0);
  }

  test('its token opens the storage, and the outputs say what the JWT says', async () => {
    const step = await run({ inputs: { ...inputsFor(JWT), 'storage-path': '/recipes.md' } });
    assert.deepEqual(step.annotations, []);
    assert.equal(step.outputs.status, 'authenticated');
    assertGate(step, 'passed', true);
    assert.deepEqual(answers(), [200]);
    const token = step.outputs['access-token'] ?? '';
    const { iss, client_id, aud, exp = 0 } = decodeJwt(token);
    assert.deepEqual([iss, client_id, aud], [server.issuer, JWT.client_id, 'urn:aspose:storage']);
    // The server counts whole seconds.
    assert.ok(Math.abs(Date.parse(step.outputs['expires-at'] ?? '') / 1000 - exp) <= 1);
    assertLifetime(step.outputs['expires-in']);
  });

  test('its token passed on is used as it is until it is too short-lived', async () => {
    const first = await run({ inputs: inputsFor(JWT) });
    const token = first.outputs['access-token'] ?? '';
    answers();
    const given = { ...inputsFor(JWT), 'access-token': token };
    const again = await run({ inputs: { ...given, 'storage-path': '/recipes.md' } });
    assert.equal(again.outputs['access-token'], token);
    assertGate(again, 'passed', true);
    assert.deepEqual(answers(), []);
    assert.equal(Date.parse(again.outputs['expires-at'] ?? '') / 1000, decodeJwt(token).exp);
    const tooShort = String(LIFETIME_SECONDS + 60);
    const renewed = await run({ inputs: { ...given, 'min-validity-seconds': tooShort } });
    assert.notEqual(renewed.outputs['access-token'], token);
    assert.equal(renewed.exitCode, 0);
    assert.deepEqual(answers(), [200]);
  });

  test('its opaque token has the expiry of the answer', async () => {
    const { exitCode, outputs } = await run({ inputs: inputsFor(OPAQUE) });
    assert.equal(exitCode, 0);
    assert.equal(outputs['access-token']?.includes('.'), false);
    assertLifetime(outputs['expires-in']);
    assert.deepEqual(answers(), [200]);
  });

  test('a token that the storage does not know is renewed once and then reported', async () => {
    const step = await run({ inputs: { ...inputsFor(OPAQUE), 'storage-path': '/recipes.md' } });
    assertFailed(step, 'token-rejected');
    assertGate(step, 'unknown');
    assert.deepEqual(answers(), [200, 200]);
  });

  const wrongSecret = { ...JWT, client_secret: 'made up and wrong' };
  const unknownId = { ...JWT, client_id: 'nobody' };
  for (const { what, client, status, error } of [
    { what: 'a wrong secret', client: wrongSecret, status: 401, error: 'invalid_client' },
    { what: 'an unknown id', client: unknownId, status: 401, error: 'invalid_client' },
    {
      what: 'a client without the grant',
      client: FORBIDDEN,
      status: 400,
      error: 'invalid_request',
    },
  ]) {
    test(`${what} is refused once, with HTTP ${status}, and explained`, async () => {
      const step = await run({ inputs: { ...inputsFor(client), 'storage-path': '/recipes.md' } });
      assertFailed(step, 'credentials-rejected', `HTTP ${status}`, error);
      assertGate(step, 'unknown');
      assert.equal(step.outputs['access-token'] ?? '', '');
      assert.deepEqual(answers(), [status]);
      assert.equal(step.annotations[0]?.message.includes(client.client_secret), false);
    });
  }
});

function assertLifetime(expiresIn = ''): void {
  const left = Number(expiresIn);
  assert.ok(left <= LIFETIME_SECONDS && left > LIFETIME_SECONDS - 30, `${left} seconds left`);
}
