import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { assertAuthenticated, assertFailed } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { type Answerer, reply, startServer } from '../support/server.ts';

const token = makeJwt();
const GOOD = JSON.stringify({ access_token: token, expires_in: 3600 });

/** A response padded to a size, in bytes. */
function sized(bytes: number): Answerer {
  return reply(GOOD + ' '.repeat(bytes - GOOD.length));
}

/** What a body does to a status that decides by itself is in the fault matrix. */
describe('a response', AT_ONCE, () => {
  test('may begin with a byte order mark', async () => {
    await using server = await startServer(reply(`\ufeff${GOOD}`));
    assertAuthenticated(await run({ inputs: server.inputs }), token);
  });

  test('may have 1 MiB', async () => {
    await using server = await startServer(sized(1024 * 1024));
    assertAuthenticated(await run({ inputs: server.inputs }), token);
  });

  test('may not have a byte more', async () => {
    await using server = await startServer(sized(1024 * 1024 + 1));
    assertFailed(await run({ inputs: server.inputs }), 'bad-response', '1 MiB');
    assert.equal(server.requests.length, 1);
  });

  for (const encoding of ['br', 'deflate', 'GZIP']) {
    test(`that is compressed is named as such: ${encoding}`, async () => {
      const headers = { 'content-encoding': encoding };
      await using server = await startServer(reply(gzipSync(GOOD), { headers }));
      assertFailed(await run({ inputs: server.inputs }), 'bad-response', /compress/);
      assert.equal(server.requests.length, 1);
    });
  }

  test('may say that it is encoded as identity', async () => {
    const headers = { 'content-encoding': 'identity' };
    await using server = await startServer(reply(GOOD, { headers }));
    assertAuthenticated(await run({ inputs: server.inputs }), token);
  });
});
