/** The proxies that people really have. One that is not installed is skipped: the other tests need npm alone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate } from '../support/assertions.ts';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { installed, PROXY_KINDS, startRealProxy, USER } from '../support/real-proxy.ts';
import { type ActionRun, run } from '../support/run.ts';
import { freePort, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { createServerIdentity, startTlsFront } from '../support/tls.ts';
import { assertKept, authority, LONGEST_PAUSES, portOf, TRUST, TWENTY_PATHS } from './network.ts';

const token = makeJwt();
const common = { ...makeCredentials(), 'allow-http': 'true' };
const WRONG = 'wrong: and @/%';

for (const kind of PROXY_KINDS) {
  const { program, password, host } = kind;
  const skip = installed(program) === undefined && `Debian's package ${program} is not installed`;
  const identity = createServerIdentity({ name: host, issuer: authority });

  const startTarget = () => startServer(service({ token, files: TWENTY_PATHS }));
  const userInfo = (word: string) => `${USER}:${encodeURIComponent(word)}@`;

  /** Twenty checks at `url`, through the proxy. */
  function runThrough(proxyUrl: string, url: string, seconds = 30): Promise<ActionRun> {
    return run({
      inputs: {
        ...common,
        'base-url': url,
        'storage-path': TWENTY_PATHS.join('\n'),
        'timeout-seconds': String(seconds),
      },
      env: { http_proxy: proxyUrl, https_proxy: proxyUrl, ...TRUST },
      preload: [LONGEST_PAUSES],
      killAfter: 30_000,
    });
  }

  describe(`${program}, http`, { concurrency: 6, skip }, () => {
    test('is forwarded by the rules it is installed with', async () => {
      await using target = await startTarget();
      await using proxy = await startRealProxy(kind);
      const step = await runThrough(`http://${proxy.host}`, `http://${host}:${portOf(target)}`);
      assertAuthenticated(step, token);
      assertGate(step, 'passed', true);
      assert.equal(target.requests.length, 21);
      const methods = await proxy.methods(21);
      assert.deepEqual(methods.sort(), [...Array(20).fill('GET'), 'POST']);
    });

    test('is forwarded with a password, which is logged nowhere', async () => {
      await using target = await startTarget();
      await using proxy = await startRealProxy(kind, { password: true });
      const proxyUrl = `http://${userInfo(password)}${proxy.host}`;
      const step = await runThrough(proxyUrl, `http://${host}:${portOf(target)}`);
      assertKept(step, password, encodeURIComponent(password));
      assertAuthenticated(step, token);
      for (const { headers } of target.requests) {
        assert.equal('proxy-authorization' in headers, false);
      }
    });

    for (const word of [undefined, WRONG]) {
      const status = word === undefined ? 407 : kind.wrongPassword;
      const what = word === undefined ? 'without a password' : 'with a wrong one';
      // The answer to a forwarded request has a status like any other.
      const code = status === 407 ? 'server-error' : 'credentials-rejected';
      test(`is refused ${what}, asked once: ${code}`, async () => {
        await using target = await startTarget();
        await using proxy = await startRealProxy(kind, { password: true });
        const proxyUrl = `http://${word === undefined ? '' : userInfo(word)}${proxy.host}`;
        const step = await runThrough(proxyUrl, `http://${host}:${portOf(target)}`);
        assertFailed(step, code, String(status));
        assert.deepEqual(await proxy.methods(1), ['POST']);
        assert.deepEqual(target.requests, []);
        assertKept(step, ...(word === undefined ? [] : [word, encodeURIComponent(word)]));
      });
    }

    test('to a port where nobody listens fails, asked again', async () => {
      await using proxy = await startRealProxy(kind);
      const url = `http://${host}:${await freePort()}`;
      const step = await runThrough(`http://${proxy.host}`, url, 4);
      // A proxy may answer, or reset the connection while the request still arrives.
      const { 'error-code': code = '' } = step.outputs;
      assert.match(code, /^(server-error|unreachable)$/);
      assertFailed(step, code, new RegExp(`${kind.nobodyThere}|ECONNRESET`));
      assert.ok((await proxy.methods(3)).length >= 3);
    });
  });

  describe(`${program}, https`, { concurrency: 6, skip }, () => {
    test('is tunnelled: at most 8 tunnels for 21 requests', async () => {
      await using target = await startTarget();
      await using front = await startTlsFront(identity, target.url);
      await using proxy = await startRealProxy(kind, { tunnelPort: front.port });
      const step = await runThrough(`http://${proxy.host}`, `https://${host}:${front.port}`);
      assertAuthenticated(step, token);
      assertGate(step, 'passed', true);
      assert.equal(target.requests.length, 21);
      const methods = await proxy.methods(1);
      assert.deepEqual(new Set(methods), new Set(['CONNECT']));
      assert.ok(methods.length <= 8, `${methods.length} tunnels`);
    });

    test('is tunnelled with a password, which is logged nowhere', async () => {
      await using target = await startTarget();
      await using front = await startTlsFront(identity, target.url);
      await using proxy = await startRealProxy(kind, { password: true, tunnelPort: front.port });
      const proxyUrl = `http://${userInfo(password)}${proxy.host}`;
      const step = await runThrough(proxyUrl, `https://${host}:${front.port}`);
      assertKept(step, password, encodeURIComponent(password));
      assertAuthenticated(step, token);
    });

    for (const word of [undefined, WRONG]) {
      const status = word === undefined ? 407 : kind.wrongPassword;
      const what = word === undefined ? 'without a password' : 'with a wrong one';
      test(`is refused ${what}, asked once`, async () => {
        await using proxy = await startRealProxy(kind, { password: true });
        const proxyUrl = `http://${word === undefined ? '' : userInfo(word)}${proxy.host}`;
        const step = await runThrough(proxyUrl, `https://${host}`);
        assertFailed(step, 'unreachable', host, proxy.host, String(status), 'https_proxy');
        assert.deepEqual(await proxy.methods(1), ['CONNECT']);
        assertKept(step, ...(word === undefined ? [] : [word, encodeURIComponent(word)]));
      });
    }

    test('to a port that tunnels may not lead to is refused, asked once', async () => {
      await using target = await startTarget();
      await using front = await startTlsFront(identity, target.url);
      await using proxy = await startRealProxy(kind);
      const step = await runThrough(`http://${proxy.host}`, `https://${host}:${front.port}`);
      assertFailed(step, 'unreachable', host, proxy.host, '403', 'no_proxy');
      assert.deepEqual(await proxy.methods(1), ['CONNECT']);
      assert.equal(front.connections, 0);
    });

    test('to a port where nobody listens is asked for again', async () => {
      const port = await freePort();
      await using proxy = await startRealProxy(kind, { tunnelPort: port });
      const step = await runThrough(`http://${proxy.host}`, `https://${host}:${port}`, 4);
      assertFailed(step, 'unreachable', proxy.host, String(kind.nobodyThere));
      assert.ok((await proxy.methods(3)).length >= 3);
    });
  });

  test(`${program} that has ended is unreachable and named`, { skip }, async () => {
    const proxy = await startRealProxy(kind);
    await proxy[Symbol.asyncDispose]();
    const step = await runThrough(`http://${proxy.host}`, `https://${host}`, 2);
    assertFailed(step, 'unreachable', proxy.host, 'proxy', 'ECONNREFUSED');
  });
}
