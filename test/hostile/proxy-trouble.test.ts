import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { makeCredentials } from '../support/credentials.ts';
import { startProxy } from '../support/proxy.ts';
import { type ActionRun, run } from '../support/run.ts';
import { freePort } from '../support/server.ts';
import { HOST, LONGEST_PAUSES } from './network.ts';

describe('a proxy', { concurrency: 8 }, () => {
  for (const scheme of ['http', 'https'] as const) {
    const throughProxy = (host: string): Promise<ActionRun> =>
      run({
        inputs: {
          ...makeCredentials(),
          'base-url': `${scheme}://${HOST}`,
          'allow-http': 'true',
          'timeout-seconds': '3',
        },
        env: { [`${scheme}_proxy`]: `http://${host}` },
        preload: [LONGEST_PAUSES],
      });

    test(`that never answers ends ${scheme} within the budget`, async () => {
      await using proxy = await startProxy({ silent: true });
      const step = await throughProxy(proxy.host);
      assertFailed(step, 'timeout', HOST, proxy.host, 'timeout-seconds');
      assert.equal(proxy.asked.length, 2);
    });

    test(`that does not exist is told apart from the host, for ${scheme}`, async () => {
      const host = `127.0.0.1:${await freePort()}`;
      const step = await throughProxy(host);
      assertFailed(step, 'unreachable', HOST, host, 'ECONNREFUSED', 'proxy');
    });

    for (const greeting of ['SSH-2.0-OpenSSH_9.9\r\n', '\x05\x00', '<html>\r\n\r\n']) {
      test(`that does not speak HTTP is unreachable and named: ${scheme}, ${JSON.stringify(greeting)}`, async () => {
        await using stranger = await startStranger(greeting);
        const step = await throughProxy(stranger.host);
        assertFailed(step, 'unreachable', HOST, stranger.host, `${scheme}_proxy`);
      });
    }

    test(`that hangs up on ${scheme} is asked again`, async () => {
      await using stranger = await startStranger('');
      const step = await throughProxy(stranger.host);
      assertFailed(step, 'unreachable', HOST, stranger.host, /ECONNRESET|closed the connection/);
      assert.equal(stranger.connections, 3);
    });
  }

  const overTunnel = (host: string): Promise<ActionRun> =>
    run({
      inputs: { ...makeCredentials(), 'base-url': `https://${HOST}`, 'timeout-seconds': '3' },
      env: { https_proxy: `http://${host}` },
      preload: [LONGEST_PAUSES],
    });

  for (const { refusal, times } of [
    { refusal: 403, times: 1 },
    { refusal: 502, times: 3 },
  ]) {
    test(`that refuses a tunnel with ${refusal} is asked ${times} times`, async () => {
      await using proxy = await startProxy({ refusal });
      const step = await overTunnel(proxy.host);
      assertFailed(step, 'unreachable', HOST, proxy.host, String(refusal), 'no_proxy');
      assert.equal(proxy.asked.length, times);
    });
  }

  test('whose tunnel breaks is asked again', async () => {
    // Nobody listens on port 1, so the tunnel opens and breaks.
    await using proxy = await startProxy({ port: 1 });
    const step = await overTunnel(proxy.host);
    assertFailed(step, 'unreachable', HOST, proxy.host, 'ECONNRESET');
    assert.equal(proxy.asked.length, 3);
  });
});

/** Says `greeting` to whoever connects, once it has been asked something, and hangs up. */
async function startStranger(greeting: string) {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => {});
    socket.once('data', () => socket.end(greeting));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
