import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate, resultsOf } from '../support/assertions.ts';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { type Answerer, freePort, json, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

describe('a host', AT_ONCE, () => {
  test('where nobody listens is unreachable, and named with the error', async () => {
    const host = `127.0.0.1:${await freePort()}`;
    const inputs = {
      ...makeCredentials(),
      'base-url': `http://${host}`,
      'timeout-seconds': '1',
    };
    assertFailed(await run({ inputs }), 'unreachable', 'ECONNREFUSED', host);
  });

  for (const address of ['localhost', '127.0.0.2', '[::1]']) {
    test(`at ${address} is loopback, and is reached around a proxy`, async (t) => {
      const token = makeJwt();
      const server = createServer((_, response) => json(response, { access_token: token }));
      const listening = Promise.withResolvers<boolean>();
      server.once('listening', () => listening.resolve(true));
      server.once('error', () => listening.resolve(false));
      server.listen(0, address.replace(/[[\]]/g, ''));
      if (!(await listening.promise)) {
        return t.skip(`this machine has no ${address}`);
      }
      const { port } = server.address() as AddressInfo;
      const inputs = { ...makeCredentials(), 'base-url': `http://${address}:${port}` };
      const step = await run({ inputs, env: { http_proxy: 'http://127.0.0.1:9' } });
      server.close();
      assertAuthenticated(step, token);
    });
  }

  test('that speaks HTTP is not asked over HTTPS, and the hint says so', async () => {
    await using server = await startServer(service());
    const inputs = {
      ...server.inputs,
      'base-url': server.url.replace('http:', 'https:'),
      'timeout-seconds': '2',
    };
    const step = await run({ inputs });
    assertFailed(step, 'unreachable', new URL(server.url).host, /EPROTO|ERR_SSL_\w+/);
  });
});

/** Answers the first look-up of a name with an error, and any later one with loopback. */
function resolverFailingOnceWith(code: string): string {
  const source = `
    import dns from 'node:dns';
    let error = Object.assign(new Error('getaddrinfo ${code}'), { code: '${code}' });
    dns.lookup = (name, options, callback) => {
      process.nextTick(callback, error, [{ address: '127.0.0.1', family: 4 }]);
      error = null;
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

describe('the name of a host', AT_ONCE, () => {
  for (const [code, requests] of [
    ['ENOTFOUND', 0],
    ['EAI_AGAIN', 1],
  ] as const) {
    test(`that fails with ${code} leads to ${requests} requests`, async () => {
      await using server = await startServer(service());
      const url = `http://no-such-host.invalid:${new URL(server.url).port}`;
      const step = await run({
        inputs: { ...server.inputs, 'base-url': url, 'allow-http': 'true' },
        preload: [resolverFailingOnceWith(code)],
      });
      if (requests === 0) {
        assertFailed(step, 'unreachable', code, 'no-such-host.invalid');
      } else {
        assert.equal(step.outputs.status, 'authenticated');
      }
      assert.equal(server.requests.length, requests);
    });
  }
});

test('a kept connection that a NAT forgot is given up for a new one', async () => {
  const used = new Set<number>();
  const routes: Record<string, Answerer> = {
    'storage/exists': ({ remotePort }, response, count) => {
      if (!used.has(remotePort)) {
        json(response, { exists: count > 0 });
      }
      used.add(remotePort);
    },
  };
  await using server = await startServer(service({ routes }));
  const inputs = { 'storage-path': '/a', 'storage-wait-seconds': '20', 'timeout-seconds': '2' };
  const step = await run({ inputs: { ...server.inputs, ...inputs } });
  assertGate(step, 'passed', true);
});

describe('many paths', AT_ONCE, () => {
  test('are asked at most eight at a time over kept connections, and stay in order', async () => {
    const paths = Array.from({ length: 200 }, (_, index) => `/f/${index}`);
    const held: (() => void)[] = [];
    let most = 0;
    const routes: Record<string, Answerer> = {
      'storage/exists': ({ path }, response) => {
        held.unshift(() => json(response, { exists: /[13579]$/.test(path) }));
        most = Math.max(most, held.length);
        // The last to ask are the first to be answered.
        setTimeout(() => held.shift()?.(), 5);
      },
    };
    await using server = await startServer(service({ routes }));
    const inputs = { 'storage-path': paths.join('\n'), 'storage-required': 'false' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertGate(step, 'failed', false);
    assert.equal(most, 8);
    const connections = new Set(server.to('/storage/exists').map(({ remotePort }) => remotePort));
    assert.ok(connections.size <= 8, `${connections.size} connections`);
    assert.deepEqual(
      resultsOf(step).map(({ path, exists }) => [path, exists]),
      paths.map((path, index) => [path, index % 2 === 1]),
    );
  });

  test('of one folder are looked up with one listing', async () => {
    const files = Array.from({ length: 300 }, (_, index) => `/f/${index}`);
    await using server = await startServer(service({ files }));
    const inputs = { 'storage-path': files.join('\n'), 'storage-max-age-seconds': '600' };
    assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed', true);
    assert.equal(server.to('/folder').length, 1);
  });

  test('and nothing is asked any more after a failure', async () => {
    let asked = 0;
    const routes: Record<string, Answerer> = {
      'storage/exists': (_, response) => {
        asked++;
        json(response, { exists: true }, { status: asked === 20 ? 403 : 200 });
      },
    };
    await using server = await startServer(service({ routes }));
    const paths = Array.from({ length: 200 }, (_, index) => `/f/${index}`).join('\n');
    const step = await run({ inputs: { ...server.inputs, 'storage-path': paths } });
    assertFailed(step, 'storage-denied');
    assert.ok(asked < 60, `${asked} requests`);
  });
});
