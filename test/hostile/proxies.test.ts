import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { startProxy } from '../support/proxy.ts';
import { type ActionRun, type RunOptions, run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { createAuthority, createServerIdentity, startTlsFront } from '../support/tls.ts';

/** A host that nothing but a proxy of these tests knows. */
const HOST = 'aspose.test';

/** Resolves every name to loopback, so that it can be told who asks for it directly. */
const LOCAL_RESOLVER = `data:text/javascript,${encodeURIComponent(`
  import dns from 'node:dns';
  dns.lookup = (name, options, callback) =>
    process.nextTick(callback, null, [{ address: '127.0.0.1', family: 4 }]);
`)}`;

const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-tls-'));
after(() => rmSync(folder, { recursive: true }));

const authority = createAuthority();
const authorityFile = join(folder, 'authority.pem');
writeFileSync(authorityFile, authority.cert);
const TRUST = { NODE_EXTRA_CA_CERTS: authorityFile };

function run(url: string, { inputs, ...options }: RunOptions = {}): Promise<ActionRun> {
  return run({
    killAfter: 30_000,
    ...options,
    inputs: { ...makeCredentials(), 'base-url': url, ...inputs },
  });
}

function assertAuthenticated({ exitCode, outputs, annotations, stderr }: ActionRun): void {
  assert.deepEqual(annotations, []);
  assert.equal(exitCode, 0);
  assert.equal(outputs.status, 'authenticated');
  assert.equal(stderr, '');
}

describe('a private authority', { concurrency: 4 }, () => {
  const identity = createServerIdentity({ name: '127.0.0.1', issuer: authority });

  test('is trusted when NODE_EXTRA_CA_CERTS names it', async () => {
    await using server = await startServer(service({ files: ['/a'] }));
    await using front = await startTlsFront(identity, server.url);
    const ended = await run(`https://127.0.0.1:${front.port}`, {
      env: TRUST,
      inputs: { 'storage-path': '/a' },
    });
    assertAuthenticated(ended);
    assert.equal(ended.outputs['storage-gate'], 'passed');
    assert.equal(server.requests.length, 2);
    assert.equal(front.connections, 1);
  });

  const strangers = [
    {
      what: 'unknown to the runner',
      identity,
      env: {},
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      hint: 'NODE_EXTRA_CA_CERTS',
    },
    {
      what: 'unknown to the runner, and sent along',
      identity: { ...identity, cert: identity.cert + authority.cert },
      env: {},
      code: 'SELF_SIGNED_CERT_IN_CHAIN',
      hint: 'NODE_EXTRA_CA_CERTS',
    },
    {
      what: 'missing, as with a certificate signed by itself',
      identity: createServerIdentity({ name: '127.0.0.1' }),
      env: TRUST,
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      hint: 'NODE_EXTRA_CA_CERTS',
    },
    {
      what: 'trusted, but the certificate has expired',
      identity: createServerIdentity({ name: '127.0.0.1', issuer: authority, endsInDays: -1 }),
      env: TRUST,
      code: 'CERT_HAS_EXPIRED',
      hint: 'clock',
    },
    {
      what: 'trusted, but the certificate is for another host',
      identity: createServerIdentity({ name: 'another.test', issuer: authority }),
      env: TRUST,
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      hint: 'host',
    },
  ];
  for (const { what, identity, env, code, hint } of strangers) {
    test(`${what}: ${code}, and nothing is sent`, async () => {
      await using server = await startServer(service());
      await using front = await startTlsFront(identity, server.url);
      const host = `127.0.0.1:${front.port}`;
      const ended = await run(`https://${host}`, { env });
      assertFailed(ended, 'unreachable', host, code, hint);
      assert.equal(front.connections, 1);
      assert.deepEqual(server.requests, []);
    });
  }

  test('that has changed by the time of the storage call leaves the token', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token, files: ['/a'] }));
    await using front = await startTlsFront(
      createServerIdentity({ name: '127.0.0.1' }),
      server.url,
    );
    const ended = await run(server.url, {
      inputs: { 'storage-url': `https://127.0.0.1:${front.port}/v4.0/html`, 'storage-path': '/a' },
    });
    assertFailed(ended, 'unreachable', 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.equal(ended.outputs['storage-gate'], 'unknown');
    assert.equal(ended.outputs['access-token'], token);
    assert.equal(front.connections, 1);
  });
});

describe('a proxy', { concurrency: 4 }, () => {
  const identity = createServerIdentity({ name: HOST, issuer: authority });

  for (const variable of ['http_proxy', 'HTTP_PROXY']) {
    test(`of ${variable} is used for http`, async () => {
      await using server = await startServer(service({ files: ['/a'] }));
      const { port } = new URL(server.url);
      await using proxy = await startProxy({ port: Number(port) });
      const ended = await run(`http://${HOST}:${port}`, {
        env: { [variable]: `http://${proxy.host}` },
        inputs: { 'allow-http': 'true', 'storage-path': '/a' },
      });
      assertAuthenticated(ended);
      assert.equal(ended.outputs['storage-gate'], 'passed');
      assert.deepEqual(proxy.asked, [`${HOST}:${port}`]);
      assert.deepEqual(
        server.requests.map(({ headers }) => headers.host),
        [`${HOST}:${port}`, `${HOST}:${port}`],
      );
    });
  }

  for (const variable of ['https_proxy', 'HTTPS_PROXY']) {
    test(`of ${variable} is used for https, with TLS all the way to the host`, async () => {
      const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
      await using server = await startServer(service({ files: paths }));
      await using front = await startTlsFront(identity, server.url);
      await using proxy = await startProxy({ port: front.port });
      const ended = await run(`https://${HOST}`, {
        env: { [variable]: `http://${proxy.host}`, ...TRUST },
        inputs: { 'storage-path': paths.join('\n') },
      });
      assertAuthenticated(ended);
      assert.equal(ended.outputs['storage-gate'], 'passed');
      assert.deepEqual(new Set(proxy.asked), new Set([`${HOST}:443`]));
      assert.ok(proxy.asked.length <= 8, `${proxy.asked.length} tunnels for 21 requests`);
      assert.equal(server.requests.length, 1 + paths.length);
      assert.equal(
        server.requests.some(({ headers }) => 'proxy-authorization' in headers),
        false,
      );
    });
  }

  test('that speaks TLS itself is used', async () => {
    const proxyIdentity = createServerIdentity({ name: '127.0.0.1', issuer: authority });
    await using server = await startServer(service());
    await using front = await startTlsFront(identity, server.url);
    await using proxy = await startProxy({ port: front.port });
    await using proxyFront = await startTlsFront(proxyIdentity, `http://${proxy.host}`);
    const ended = await run(`https://${HOST}`, {
      env: { https_proxy: `https://127.0.0.1:${proxyFront.port}`, ...TRUST },
      inputs: { 'timeout-seconds': '2' },
    });
    assertAuthenticated(ended);
    assert.deepEqual(proxy.asked, [`${HOST}:443`]);
  });

  test('that speaks TLS itself is asked once when its authority is unknown', async () => {
    await using proxy = await startProxy({ refusal: 502 });
    await using proxyFront = await startTlsFront(
      createServerIdentity({ name: '127.0.0.1' }),
      `http://${proxy.host}`,
    );
    const host = `127.0.0.1:${proxyFront.port}`;
    const ended = await run(`https://${HOST}`, {
      env: { https_proxy: `https://${host}` },
      inputs: { 'timeout-seconds': '2' },
    });
    assertFailed(ended, 'unreachable', HOST, host, 'NODE_EXTRA_CA_CERTS');
    assert.equal(proxyFront.connections, 1);
  });

  const unusable = [
    'two words:3128',
    '::::',
    'http://two words:3128',
    'socks5://127.0.0.1:3128',
    'http://user:a-password/torn@127.0.0.1:3128',
    'user:12345#torn-password@127.0.0.1',
  ];
  for (const value of unusable) {
    test(`that no request can go through is not passed by: ${value}`, async () => {
      await using server = await startServer(service());
      const ended = await run(`http://${HOST}:${new URL(server.url).port}`, {
        env: { http_proxy: value },
        inputs: { 'allow-http': 'true' },
        preload: [LOCAL_RESOLVER],
      });
      assertFailed(ended, 'unreachable', HOST, 'http_proxy');
      assert.doesNotMatch(ended.annotations[0]?.message ?? '', /12345|a-password|torn/);
      assert.deepEqual(server.requests, []);
    });
  }

  const spellings = [
    { what: 'with white space around it', address: (port: string) => ` http://127.0.0.1:${port} ` },
    { what: 'without a scheme', address: (port: string) => `127.0.0.1:${port}` },
    { what: 'by name, without a scheme', address: (port: string) => `localhost:${port}` },
    { what: 'by an IPv6 address', address: (port: string) => `http://[::ffff:127.0.0.1]:${port}` },
  ];
  for (const { what, address } of spellings) {
    test(`named ${what} is used`, async () => {
      await using server = await startServer(service());
      await using proxy = await startProxy({ port: Number(new URL(server.url).port) });
      const ended = await run(`http://${HOST}`, {
        env: { http_proxy: address(new URL(`http://${proxy.host}`).port) },
        inputs: { 'allow-http': 'true' },
      });
      assertAuthenticated(ended);
      assert.deepEqual(proxy.asked, [`${HOST}:80`]);
    });
  }

  test('does not see to the certificate of the host', async () => {
    await using server = await startServer(service());
    await using front = await startTlsFront(identity, server.url);
    await using proxy = await startProxy({ port: front.port });
    const ended = await run('https://another.test', {
      env: { https_proxy: `http://${proxy.host}`, ...TRUST },
    });
    assertFailed(ended, 'unreachable', 'another.test', proxy.host, 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.equal(front.connections, 1);
    assert.deepEqual(server.requests, []);
  });

  test('is not used for loopback', async () => {
    await using server = await startServer(service());
    await using proxy = await startProxy({ refusal: 502 });
    const ended = await run(server.url, { env: { http_proxy: `http://${proxy.host}` } });
    assertAuthenticated(ended);
    assert.deepEqual(proxy.asked, []);
  });

  const exceptions = [
    { variable: 'no_proxy', value: HOST },
    { variable: 'NO_PROXY', value: `elsewhere.test, ${HOST}` },
    { variable: 'no_proxy', value: '.test' },
    { variable: 'no_proxy', value: '*' },
  ];
  for (const { variable, value } of exceptions) {
    test(`is not used for a host in ${variable}=${value}`, async () => {
      await using server = await startServer(service());
      await using proxy = await startProxy({ refusal: 502 });
      const ended = await run(`http://${HOST}:${new URL(server.url).port}`, {
        env: { http_proxy: `http://${proxy.host}`, [variable]: value },
        inputs: { 'allow-http': 'true' },
        preload: [LOCAL_RESOLVER],
      });
      assertAuthenticated(ended);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(proxy.asked, []);
    });
  }

  test('is used for a host that no_proxy does not name', async () => {
    await using server = await startServer(service());
    await using proxy = await startProxy({ port: Number(new URL(server.url).port) });
    const ended = await run(`http://${HOST}`, {
      env: { http_proxy: `http://${proxy.host}`, no_proxy: 'elsewhere.test' },
      inputs: { 'allow-http': 'true' },
    });
    assertAuthenticated(ended);
    assert.deepEqual(proxy.asked, [`${HOST}:80`]);
  });
});

describe('a proxy with a password', { concurrency: 4 }, () => {
  const passwords = [
    { given: 'Long-Enough-1234', meant: 'Long-Enough-1234' },
    { given: 'p%40ss%3Aword%2F%25', meant: 'p@ss:word/%' },
    { given: '100%-certain', meant: '100%-certain' },
    { given: 'so%20sure%', meant: 'so sure%' },
  ];
  for (const scheme of ['http', 'https'] as const) {
    for (const { given, meant } of passwords) {
      test(`lets ${scheme} pass, and the password ${given} is masked and logged nowhere`, async () => {
        const identity = createServerIdentity({ name: HOST, issuer: authority });
        await using server = await startServer(service());
        await using front = await startTlsFront(identity, server.url);
        await using proxy = await startProxy({
          port: scheme === 'https' ? front.port : Number(new URL(server.url).port),
          credentials: `somebody:${meant}`,
        });
        const ended = await run(`${scheme}://${HOST}`, {
          env: { [`${scheme}_proxy`]: `http://somebody:${given}@${proxy.host}`, ...TRUST },
          inputs: { 'allow-http': 'true' },
        });
        assertKept(ended, given, meant);
        assert.equal(proxy.asked.length, 1);
        assertAuthenticated(ended);
      });

      test(`turns ${scheme} down once, and ${given} is logged nowhere`, async () => {
        await using proxy = await startProxy({ credentials: 'somebody:else' });
        const ended = await run(`${scheme}://${HOST}`, {
          env: { [`${scheme}_proxy`]: `http://somebody:${given}@${proxy.host}` },
          inputs: { 'allow-http': 'true' },
        });
        assertKept(ended, given, meant);
        assert.equal(proxy.asked.length, 1);
        assertFailed(ended, 'unreachable', HOST, proxy.host, '407', `${scheme}_proxy`);
      });
    }
  }

  test('is told what is missing when the variable names no user', async () => {
    await using proxy = await startProxy({ credentials: 'somebody:else' });
    const ended = await run(`http://${HOST}`, {
      env: { http_proxy: `http://${proxy.host}` },
      inputs: { 'allow-http': 'true' },
    });
    assertFailed(ended, 'unreachable', proxy.host, '407', 'password');
    assert.equal(proxy.asked.length, 1);
  });

  /** As written and as meant, the password is registered, and stands nowhere else. */
  function assertKept(ended: ActionRun, ...spellings: string[]): void {
    const { log, masks, stderr, files, summary } = ended;
    const shown = log.filter((line) => !line.startsWith('::add-mask::')).join('\n');
    for (const spelling of spellings) {
      assert.ok(masks.includes(spelling), `${spelling} is not masked`);
      assert.equal((shown + stderr + files + summary).includes(spelling), false);
    }
  }
});

describe('a proxy in trouble', { concurrency: 4 }, () => {
  for (const scheme of ['http', 'https'] as const) {
    const throughProxy = ({ host }: { host: string }) =>
      run(`${scheme}://${HOST}`, {
        env: { [`${scheme}_proxy`]: `http://${host}` },
        inputs: { 'allow-http': 'true', 'timeout-seconds': '2' },
        preload: ['data:text/javascript,Math.random = () => 0.9'],
      });

    test(`that never answers ends ${scheme} within the budget`, async () => {
      await using proxy = await startProxy({ silent: true });
      const ended = await throughProxy(proxy);
      assertFailed(ended, 'timeout', HOST, proxy.host, 'timeout-seconds');
      assert.equal(proxy.asked.length, 2);
    });

    test(`that refuses ${scheme} with 403 is asked once`, async () => {
      await using proxy = await startProxy({ refusal: 403 });
      const ended = await throughProxy(proxy);
      assertFailed(ended, 'unreachable', HOST, proxy.host, '403', 'no_proxy');
      assert.equal(proxy.asked.length, 1);
    });

    test(`that fails ${scheme} with 502 is asked again`, async () => {
      await using proxy = await startProxy({ refusal: 502 });
      const ended = await throughProxy(proxy);
      assertFailed(ended, 'unreachable', HOST, proxy.host, '502');
      assert.equal(proxy.asked.length, 3);
    });

    test(`that is not there is told apart from the host, for ${scheme}`, async () => {
      const proxy = await startProxy({});
      await proxy[Symbol.asyncDispose]();
      const ended = await throughProxy(proxy);
      assertFailed(ended, 'unreachable', HOST, proxy.host, 'ECONNREFUSED', 'proxy failed');
    });

    test(`whose tunnel breaks for ${scheme} is asked again`, async () => {
      // A port that nobody listens on, so that the tunnel is up and then gone.
      await using proxy = await startProxy({ port: 1 });
      const ended = await throughProxy(proxy);
      assertFailed(ended, 'unreachable', HOST, proxy.host, 'ECONNRESET');
      assert.equal(proxy.asked.length, 3);
    });
  }
});
