/** Five rejected requests lock a pair of credentials, so requests without a response are counted too. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { run } from '../support/run.ts';
import { type Answerer, inTurn, json, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const NO_PAUSES = 'data:text/javascript,Math.random = () => 0';
const reset: Answerer = (_, response) => response.socket?.resetAndDestroy();
const grant: Answerer = (_, response) =>
  json(response, { access_token: makeJwt(), expires_in: 3600 });

describe('a step sends no token request after', { concurrency: 4 }, () => {
  test('four without a response', async () => {
    await using server = await startServer(reset);
    const step = await run({
      inputs: { ...server.inputs, 'timeout-seconds': '5', 'storage-path': '/a' },
      preload: [NO_PAUSES],
    });
    assertFailed(step, 'unreachable', 'ECONNRESET');
    assertGate(step, 'unknown');
    assert.equal(server.requests.length, 4);
  });

  test('four without a response, at the first request and at the renewal together', async () => {
    await using server = await startServer(
      service({
        routes: {
          'connect/token': inTurn(reset, reset, grant, reset),
          'storage/exists': reply('', { status: 401 }),
        },
      }),
    );
    const step = await run({
      inputs: { ...server.inputs, 'timeout-seconds': '5', 'storage-path': '/a' },
      preload: [NO_PAUSES],
    });
    assertFailed(step, 'unreachable', 'ECONNRESET');
    assertGate(step, 'unknown');
    assert.equal(server.to('connect/token').length, 5);
  });

  for (const status of [400, 401, 403]) {
    test(`one answered with ${status}, also at the renewal`, async () => {
      await using server = await startServer(
        service({
          routes: {
            'connect/token': inTurn(grant, reply({ error: 'invalid_client' }, { status })),
            'storage/exists': reply('', { status: 401 }),
          },
        }),
      );
      const step = await run({
        inputs: { ...server.inputs, 'storage-path': '/a\n/b\n/c', 'storage-wait-seconds': '5' },
      });
      assertFailed(step, 'credentials-rejected', String(status));
      assertGate(step, 'unknown');
      assert.equal(server.to('connect/token').length, 2);
    });
  }

  test('the renewal, when the renewed token is rejected too', async () => {
    await using server = await startServer(
      service({
        routes: { 'connect/token': grant, 'storage/exists': reply('', { status: 401 }) },
      }),
    );
    const step = await run({
      inputs: { ...server.inputs, 'storage-path': '/a\n/b\n/c\n/d\n/e\n/f\n/g\n/h\n/i' },
    });
    assertFailed(step, 'token-rejected');
    assertGate(step, 'unknown');
    assert.equal(server.to('connect/token').length, 2);
  });
});
