/** When a proxy is used, and how: what arrives at it, and what does not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate } from '../support/assertions.ts';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { startProxy } from '../support/proxy.ts';
import { run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { createServerIdentity, startTlsFront } from '../support/tls.ts';
import { authority, HOST, LOCAL_RESOLVER, portOf, TRUST, TWENTY_PATHS } from './network.ts';

/** What every run is given; the time is short, so that a failure is soon known. */
const common = { ...makeCredentials(), 'allow-http': 'true', 'timeout-seconds': '4' };
const token = makeJwt();
const identity = createServerIdentity({ name: HOST, issuer: authority });
const proxyIdentity = createServerIdentity({ name: '127.0.0.1', issuer: authority });

describe('a proxy', { concurrency: 6 }, () => {
  for (const variable of ['http_proxy', 'HTTP_PROXY']) {
    test(`of ${variable} forwards http`, async () => {
      await using server = await startServer(service({ token, files: TWENTY_PATHS }));
      await using proxy = await startProxy({ port: portOf(server) });
      const step = await run({
        inputs: {
          ...common,
          'base-url': `http://${HOST}:8080`,
          'storage-path': TWENTY_PATHS.join('\n'),
          // A retry on a busy machine would open another tunnel.
          'timeout-seconds': '60',
        },
        env: { [variable]: `http://${proxy.host}` },
      });
      assertAuthenticated(step, token);
      assertGate(step, 'passed', true);
      assert.deepEqual(proxy.asked, Array(21).fill(`${HOST}:8080`));
      assert.deepEqual(proxy.tunnels, []);
      for (const { headers } of server.requests) {
        assert.equal(headers.host, `${HOST}:8080`);
      }
    });
  }

  for (const variable of ['https_proxy', 'HTTPS_PROXY']) {
    test(`of ${variable} tunnels https: at most 8 tunnels for 21 requests`, async () => {
      await using server = await startServer(service({ token, files: TWENTY_PATHS }));
      await using front = await startTlsFront(identity, server.url);
      await using proxy = await startProxy({ port: front.port });
      const step = await run({
        inputs: {
          ...common,
          'base-url': `https://${HOST}`,
          'storage-path': TWENTY_PATHS.join('\n'),
          // A retry on a busy machine would open another tunnel.
          'timeout-seconds': '60',
        },
        env: { [variable]: `http://${proxy.host}`, ...TRUST },
      });
      assertAuthenticated(step, token);
      assertGate(step, 'passed', true);
      assert.deepEqual(new Set(proxy.tunnels), new Set([`${HOST}:443`]));
      assert.ok(proxy.tunnels.length <= 8, `${proxy.tunnels.length} tunnels`);
      assert.equal(server.requests.length, 21);
    });
  }

  test('leads to an IPv6 address, by http and by https', async () => {
    const address = '2001:db8::1';
    await using server = await startServer(service({ token, files: ['/a'] }));
    await using front = await startTlsFront(
      createServerIdentity({ name: address, issuer: authority }),
      server.url,
    );
    await using plain = await startProxy({ port: portOf(server) });
    await using secure = await startProxy({ port: front.port });
    const step = await run({
      inputs: {
        ...common,
        'token-url': `https://[${address}]/connect/token`,
        'storage-url': `http://[${address}]/v4.0/html`,
        'storage-path': '/a',
      },
      env: { https_proxy: `http://${secure.host}`, http_proxy: `http://${plain.host}`, ...TRUST },
    });
    assertAuthenticated(step, token);
    assertGate(step, 'passed', true);
    assert.deepEqual(secure.asked, [`[${address}]:443`]);
    assert.deepEqual(plain.asked, [`[${address}]:80`]);
  });

  for (const scheme of ['http', 'https'] as const) {
    test(`that speaks TLS itself is used for ${scheme}`, async () => {
      await using server = await startServer(service({ token }));
      await using front = await startTlsFront(identity, server.url);
      await using proxy = await startProxy({
        port: scheme === 'https' ? front.port : portOf(server),
      });
      await using proxyFront = await startTlsFront(proxyIdentity, `http://${proxy.host}`);
      const step = await run({
        inputs: { ...common, 'base-url': `${scheme}://${HOST}` },
        env: { [`${scheme}_proxy`]: `https://127.0.0.1:${proxyFront.port}`, ...TRUST },
      });
      assertAuthenticated(step, token);
      assert.equal(proxy.asked.length, 1);
    });

    for (const env of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
      const how = 'NODE_TLS_REJECT_UNAUTHORIZED' in env ? ', with verification turned off' : '';
      test(`that nobody vouches for is sent nothing of ${scheme}${how}`, async () => {
        await using proxy = await startProxy({ refusal: 502 });
        await using front = await startTlsFront(
          createServerIdentity({ name: '127.0.0.1' }),
          `http://${proxy.host}`,
        );
        const host = `127.0.0.1:${front.port}`;
        const step = await run({
          inputs: { ...common, 'base-url': `${scheme}://${HOST}` },
          env: { [`${scheme}_proxy`]: `https://${host}`, ...env },
        });
        assertFailed(step, 'unreachable', HOST, host, 'NODE_EXTRA_CA_CERTS');
        assert.equal(front.connections, 1);
        assert.deepEqual(proxy.asked, []);
      });
    }
  }

  for (const env of [TRUST, { ...TRUST, NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
    const how = 'NODE_TLS_REJECT_UNAUTHORIZED' in env ? ', with verification turned off' : '';
    test(`does not vouch for the host behind it${how}`, async () => {
      await using server = await startServer(service());
      await using front = await startTlsFront(identity, server.url);
      await using proxy = await startProxy({ port: front.port });
      const step = await run({
        inputs: { ...common, 'base-url': 'https://another.test' },
        env: { https_proxy: `http://${proxy.host}`, ...env },
      });
      const code = 'ERR_TLS_CERT_ALTNAME_INVALID';
      assertFailed(step, 'unreachable', 'another.test', proxy.host, code);
      assert.equal(front.connections, 1);
      assert.deepEqual(server.requests, []);
    });
  }

  for (const host of ['127.0.0.1', 'localhost']) {
    test(`is not used for loopback: ${host}`, async () => {
      await using server = await startServer(service({ token }));
      await using proxy = await startProxy({ refusal: 502 });
      const step = await run({
        inputs: { ...common, 'base-url': `http://${host}:${portOf(server)}` },
        env: { http_proxy: `http://${proxy.host}` },
        preload: [LOCAL_RESOLVER],
      });
      assertAuthenticated(step, token);
      assert.deepEqual(proxy.asked, []);
    });
  }

  test('is not used for another address of 127.0.0.0/8', async () => {
    await using proxy = await startProxy({ refusal: 502 });
    const step = await run({
      inputs: { ...common, 'base-url': 'http://127.8.9.10:9', 'timeout-seconds': '1' },
      env: { http_proxy: `http://${proxy.host}` },
    });
    assert.equal(step.outputs.status, 'failed');
    assert.deepEqual(proxy.asked, []);
  });

  /** The unit test of the proxy variables has more. */
  for (const host of ['127.0.0.1.evil.example', 'notlocalhost']) {
    test(`is used for a host that only looks like loopback: ${host}`, async () => {
      await using server = await startServer(service({ token }));
      await using proxy = await startProxy({ port: portOf(server) });
      const step = await run({
        inputs: { ...common, 'base-url': `http://${host}:8080` },
        env: { http_proxy: `http://${proxy.host}` },
        preload: [LOCAL_RESOLVER],
      });
      assertAuthenticated(step, token);
      assert.deepEqual(proxy.asked, [`${host}:8080`]);
    });
  }
});
