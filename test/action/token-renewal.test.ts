import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { type Answerer, inTurn, json, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const PATHS = Array.from({ length: 20 }, (_, index) => `/folder/${index}`).join('\n');

/** Hands out `tokens` in turn, and rejects the credentials afterwards. */
function granting(...tokens: readonly string[]): Answerer {
  const grants = tokens.map((token) => reply({ access_token: token, expires_in: 3600 }));
  return inTurn(...grants, reply({ error: 'invalid_client' }, { status: 400 }));
}

/** Answers well to who comes with `token`, and 401 to everyone else. */
function accepting(token: string, body: unknown = { exists: true }): Answerer {
  return ({ headers }, response) =>
    json(response, body, { status: headers.authorization === `Bearer ${token}` ? 200 : 401 });
}

describe('a token that the storage rejects', AT_ONCE, () => {
  test('is replaced once for all the paths that find out at the same time', async () => {
    const [first, second] = [makeJwt(), makeJwt()];
    const routes = {
      'connect/token': granting(first, second),
      'storage/exists': accepting(second),
    };
    await using server = await startServer(service({ routes }));
    const step = await run({ inputs: { ...server.inputs, 'storage-path': PATHS } });
    assertAuthenticated(step, second);
    assertGate(step, 'passed', true);
    assert.equal(server.to('/connect/token').length, 2);
    assert.ok(step.masks.includes(first) && step.masks.includes(second));
  });

  test('is replaced once, however late the others find out', async () => {
    const [first, second] = [makeJwt(), makeJwt()];
    const renewed = Promise.withResolvers<void>();
    let rejected = 0;
    const routes: Record<string, Answerer> = {
      'connect/token': granting(first, second, makeJwt()),
      'storage/exists': async (request, response, count) => {
        if (request.headers.authorization === `Bearer ${second}`) {
          renewed.resolve();
        } else if (count > 0 && ++rejected % 2 === 0) {
          await renewed.promise;
        }
        return (count === 0 ? reply({ exists: true }) : accepting(second))(
          request,
          response,
          count,
        );
      },
    };
    await using server = await startServer(service({ routes }));
    const step = await run({ inputs: { ...server.inputs, 'storage-path': PATHS } });
    assertAuthenticated(step, second);
    assert.equal(server.to('/connect/token').length, 2);
  });

  test('is replaced when it was given along with credentials', async () => {
    const token = makeJwt();
    const routes = { 'connect/token': granting(token), 'storage/exists': accepting(token) };
    await using server = await startServer(service({ routes }));
    const inputs = { 'access-token': makeJwt(), 'storage-path': '/a' };
    assertAuthenticated(await run({ inputs: { ...server.inputs, ...inputs } }), token);
    assert.equal(server.to('/connect/token').length, 1);
  });

  test('is replaced for the listing too, but not a second time', async () => {
    const [first, second] = [makeJwt(), makeJwt()];
    const routes = {
      'connect/token': granting(first, second, makeJwt()),
      'storage/exists': accepting(second),
      folder: reply({}, { status: 401 }),
    };
    await using server = await startServer(service({ routes }));
    const inputs = { 'storage-path': '/a', 'storage-list': '/' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'token-rejected', 'HTTP 401');
    assertGate(step, 'passed', true);
    assert.equal(server.to('/connect/token').length, 2);
    assert.equal(server.to('/folder').length, 1);
  });

  test('and whose successor is rejected too is token-rejected, which says so', async () => {
    const [first, second] = [makeJwt(), makeJwt()];
    const routes = {
      'connect/token': granting(first, second, makeJwt()),
      'storage/exists': reply({}, { status: 401 }),
    };
    await using server = await startServer(service({ routes }));
    const inputs = { 'storage-path': PATHS, 'storage-wait-seconds': '600' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(
      step,
      'token-rejected',
      'HTTP 401',
      'It is a new token: the one before was rejected too. Check that token-url and storage-url',
    );
    assertGate(step, 'unknown');
    assert.equal(server.to('/connect/token').length, 2);
    assert.equal(step.outputs['access-token'], second);
  });

  test('and whose successor is rejected too is not replaced again, although it has expired', async () => {
    const expired = reply({ access_token: makeJwt(-60), expires_in: 3600 });
    const routes = { 'connect/token': expired, 'storage/exists': reply({}, { status: 401 }) };
    await using server = await startServer(service({ routes }));
    const inputs = { 'storage-path': PATHS, 'storage-wait-seconds': '600' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'token-rejected', 'HTTP 401');
    assertGate(step, 'unknown');
    assert.equal(server.to('/connect/token').length, 2);
  });

  test('and that was given alone is token-rejected', async () => {
    const token = makeJwt();
    const routes = { 'storage/exists': reply({}, { status: 401 }) };
    await using server = await startServer(service({ routes }));
    const inputs = { 'base-url': server.url, 'access-token': token, 'storage-path': '/a' };
    const step = await run({ inputs });
    assertFailed(
      step,
      'token-rejected',
      '(HTTP 401). There are no credentials to request a new one. Check that the given token',
    );
    assertGate(step, 'unknown');
    assert.equal(server.requests.length, 1);
    assert.equal(step.outputs['access-token'], token);
  });

  test('and is not valid yet is told as that', async () => {
    const nbf = Math.floor(Date.now() / 1000) + 600;
    const routes = { 'storage/exists': reply({}, { status: 401 }) };
    await using server = await startServer(service({ routes }));
    const token = makeJwt(3600, { nbf });
    const inputs = { 'base-url': server.url, 'access-token': token, 'storage-path': '/a' };
    const start = new Date(nbf * 1000).toISOString().replace('.000Z', 'Z');
    assertFailed(
      await run({ inputs }),
      'token-rejected',
      `It is not valid before ${start}. There are no credentials`,
      'Check the clock of the service that issued the token.',
    );
  });

  test('and that expired while the step ran is told as that', async () => {
    const routes: Record<string, Answerer> = {
      'storage/exists': (_, response) => {
        setTimeout(() => json(response, {}, { status: 401 }), 2500);
      },
    };
    await using server = await startServer(service({ routes }));
    const inputs = {
      'base-url': server.url,
      'access-token': makeJwt(2),
      'min-validity-seconds': '0',
      'storage-path': '/a',
    };
    assertFailed(
      await run({ inputs }),
      'token-rejected',
      'It expired while the step ran. There are no credentials',
      'Pass a token that lives longer, or client-id and client-secret',
    );
  });

  test('and whose successor cannot be had stays published', async () => {
    const token = makeJwt();
    const routes = {
      'connect/token': granting(token),
      'storage/exists': reply({}, { status: 401 }),
    };
    await using server = await startServer(service({ routes }));
    const step = await run({ inputs: { ...server.inputs, 'storage-path': PATHS } });
    assertFailed(step, 'credentials-rejected', 'HTTP 400');
    assertGate(step, 'unknown');
    assert.equal(server.to('/connect/token').length, 2);
    assert.equal(step.outputs['access-token'], token);
  });
});

describe('access denied', AT_ONCE, () => {
  test('is storage-denied, never asked twice, and renews nothing', async () => {
    const routes = {
      'storage/exists': inTurn(reply({ exists: true }), reply({}, { status: 403 })),
    };
    await using server = await startServer(service({ routes }));
    const inputs = {
      'storage-path': PATHS,
      'storage-expect': 'absent',
      'storage-required': 'false',
    };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'storage-denied', 'HTTP 403', 'https://dashboard.aspose.cloud/');
    assertGate(step, 'unknown');
    assert.equal(server.to('/connect/token').length, 1);
    const asked = server.to('/storage/exists').map(({ path }) => path);
    assert.equal(asked.length, new Set(asked).size);
  });
});
