/** How the variables of proxies are read, and what becomes of those that cannot be used. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed } from '../support/assertions.ts';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { startProxy } from '../support/proxy.ts';
import { run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { HOST, LOCAL_RESOLVER, portOf } from './network.ts';

const token = makeJwt();

/** One of each kind; the unit test of the variables has them all. */
describe('a proxy variable', { concurrency: 6 }, () => {
  const spellings: Readonly<Record<string, (port: number) => string>> = {
    'without a scheme, with white space': (port) => `  127.0.0.1:${port} `,
    'without a scheme, with a user': (port) => `somebody:made-up-word@127.0.0.1:${port}`,
    'by an IPv6 address': (port) => `http://[::ffff:127.0.0.1]:${port}`,
  };
  for (const [how, spell] of Object.entries(spellings)) {
    test(`is understood ${how}`, async () => {
      await using server = await startServer(service({ token }));
      await using proxy = await startProxy({
        port: portOf(server),
        ...(how.includes('user') ? { credentials: 'somebody:made-up-word' } : {}),
      });
      const step = await run({
        inputs: { ...server.inputs, 'base-url': `http://${HOST}`, 'allow-http': 'true' },
        env: { http_proxy: spell(Number(proxy.host.split(':')[1])) },
      });
      assertAuthenticated(step, token);
      assert.deepEqual(proxy.asked, [`${HOST}:80`]);
    });
  }

  const unusable = [
    'http://127.0.0.1:99999',
    'socks5://127.0.0.1:3128',
    'user:12345#torn-password@127.0.0.1',
  ];
  for (const scheme of ['http', 'https'] as const) {
    for (const value of unusable) {
      test(`that names no proxy is not passed by for ${scheme}: ${value}`, async () => {
        await using server = await startServer(service());
        const step = await run({
          inputs: {
            ...server.inputs,
            'base-url': `${scheme}://${HOST}:${portOf(server)}`,
            'allow-http': 'true',
            'timeout-seconds': '2',
          },
          env: { [`${scheme}_proxy`]: value },
          preload: [LOCAL_RESOLVER, TELL_CONNECTIONS],
        });
        assertFailed(step, 'unreachable', HOST, `${scheme}_proxy`);
        assert.doesNotMatch(step.annotations[0]?.message ?? '', /12345|a-password|torn/);
        assert.ok(!step.log.includes('CONNECTED'), 'a connection was made');
        assert.deepEqual(server.requests, []);
      });
    }
  }

  const exceptions = [
    { variable: 'no_proxy', value: HOST },
    { variable: 'NO_PROXY', value: `elsewhere.test, ${HOST.toUpperCase()}` },
  ];
  for (const { variable, value } of exceptions) {
    for (const proxyValue of [undefined, 'socks5://127.0.0.1:3128']) {
      const which = proxyValue ?? 'http';
      test(`does not apply to a host in ${variable}=${value} (${which})`, async () => {
        await using server = await startServer(service({ token }));
        await using proxy = await startProxy({ refusal: 502 });
        const step = await run({
          inputs: {
            ...server.inputs,
            'base-url': `http://${HOST}:${portOf(server)}`,
            'allow-http': 'true',
          },
          env: { http_proxy: proxyValue ?? `http://${proxy.host}`, [variable]: value },
          preload: [LOCAL_RESOLVER],
        });
        assertAuthenticated(step, token);
        assert.equal(server.requests.length, 1);
        assert.deepEqual(proxy.asked, []);
      });
    }
  }

  test('applies to a host that no_proxy does not name', async () => {
    await using server = await startServer(service({ token }));
    await using proxy = await startProxy({ port: portOf(server) });
    const step = await run({
      inputs: { ...makeCredentials(), 'base-url': `http://${HOST}`, 'allow-http': 'true' },
      env: { http_proxy: `http://${proxy.host}`, no_proxy: `st,sub.${HOST}` },
    });
    assertAuthenticated(step, token);
    assert.deepEqual(proxy.asked, [`${HOST}:80`]);
  });

  test('of the other scheme does not apply', async () => {
    await using server = await startServer(service({ token }));
    const step = await run({
      inputs: {
        ...server.inputs,
        'base-url': `http://${HOST}:${portOf(server)}`,
        'allow-http': 'true',
      },
      env: { https_proxy: 'socks5://127.0.0.1:3128' },
      preload: [LOCAL_RESOLVER],
    });
    assertAuthenticated(step, token);
  });
});

/** Code to load before the action, which prints a line for every connection that it tries. */
const TELL_CONNECTIONS = `data:text/javascript,${encodeURIComponent(`
  import { Socket } from 'node:net';
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (...given) {
    console.log('CONNECTED');
    return connect.apply(this, given);
  };
`)}`;
