/**
 * The proxies that people really have, as Debian packages them, and TLS cases beyond those of tls-proxy.test.ts. A proxy
 * that is not installed is skipped, so that the other tests need npm alone.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCredentials } from '../support/credentials.ts';
import { type ActionRun, type RunOptions, run } from '../support/run.ts';
import { freePort, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';
import { createAuthority, createServerIdentity, startTlsFront } from '../support/tls.ts';

const USER = 'somebody';

const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-proxies-'));
after(() => rmSync(folder, { recursive: true }));

const authority = createAuthority();
const authorityFile = join(folder, 'authority.pem');
writeFileSync(authorityFile, authority.cert);
const TRUST = { NODE_EXTRA_CA_CERTS: authorityFile };

interface ProxyOptions {
  /** Whether the proxy asks for {@link USER} and the password of its kind. */
  readonly password?: boolean;
  /** The only port that a tunnel may lead to; any when left out. */
  readonly onlyPort?: number;
}

/** A kind of proxy: how it is installed, set up and started. */
interface Kind {
  readonly program: string;
  /** As ugly as its configuration can hold. */
  readonly secret: string;
  /** How it answers a wrong password; without any, both say 407. */
  readonly wrongPassword: number;
  /** A name or an address that leads to this machine through the proxy, and is not loopback to whoever asks for it. */
  readonly host: string;
  /** What it answers when nobody listens where the tunnel leads. */
  readonly unreachable: number;
  /** Writes the configuration into `folder`; gives the arguments to start with. */
  configure(folder: string, port: number, options: ProxyOptions): readonly string[];
  readonly logFile: string;
  /** Where else it says why it does not start. */
  readonly complaints: readonly string[];
  /** What stands in the log once for each tunnel that was asked for. */
  readonly logged: RegExp;
}

const KINDS: readonly Kind[] = [
  {
    program: 'tinyproxy',
    secret: 'Made_up.Word1234',
    wrongPassword: 401,
    // Names are for the machine's resolver. This address reaches the machine itself, as loopback does.
    host: '0.0.0.0',
    unreachable: 500,
    logFile: 'tinyproxy.log',
    complaints: ['tinyproxy.log'],
    logged: /Request \(file descriptor \d+\): CONNECT/g,
    configure(folder, port, { password = false, onlyPort }) {
      const file = join(folder, 'tinyproxy.conf');
      const lines = [
        `Port ${port}`,
        'Listen 127.0.0.1',
        'Timeout 30',
        `LogFile "${join(folder, 'tinyproxy.log')}"`,
        'LogLevel Connect',
        ...(password ? [`BasicAuth ${USER} ${this.secret}`] : []),
        ...(onlyPort === undefined ? [] : [`ConnectPort ${onlyPort}`]),
      ];
      writeFileSync(file, `${lines.join('\n')}\n`);
      return ['-d', '-c', file];
    },
  },
  {
    program: 'squid',
    secret: 'p@ss: word/%',
    wrongPassword: 407,
    host: 'aspose.test',
    unreachable: 503,
    logFile: 'access.log',
    complaints: ['cache.log'],
    logged: / CONNECT /g,
    configure(folder, port, { password = false, onlyPort }) {
      const [file, hosts, users] = ['squid.conf', 'hosts', 'users'].map((name) =>
        join(folder, name),
      ) as [string, string, string];
      writeFileSync(hosts, '127.0.0.1 aspose.test\n');
      writeFileSync(users, `${USER}:${createHash('md5').update(this.secret).digest('hex')}\n`);
      const lines = [
        `http_port 127.0.0.1:${port}`,
        `hosts_file ${hosts}`,
        // Asks nobody outside this machine.
        'dns_nameservers 127.0.0.1',
        `pid_filename ${join(folder, 'squid.pid')}`,
        `cache_log ${join(folder, 'cache.log')}`,
        `access_log stdio:${join(folder, 'access.log')}`,
        `coredump_dir ${folder}`,
        'visible_hostname squid.test',
        'pinger_enable off',
        'cache deny all',
        'shutdown_lifetime 0 seconds',
        ...(password
          ? [
              `auth_param basic program /usr/lib/squid/basic_ncsa_auth ${users}`,
              'acl known proxy_auth REQUIRED',
              'http_access deny !known',
            ]
          : []),
        ...(onlyPort === undefined
          ? []
          : [`acl allowed port ${onlyPort}`, 'http_access deny CONNECT !allowed']),
        'http_access allow all',
      ];
      writeFileSync(file, `${lines.join('\n')}\n`);
      // Started by root, it works as a user of its own, which has to write there.
      chmodSync(folder, 0o777);
      // Two of one name would share memory and end each other.
      return ['-N', '-n', `test${port}`, '-f', file];
    },
  },
];

interface RealProxy extends AsyncDisposable {
  /** Host and port. */
  readonly host: string;
  /** How many tunnels were asked for, once its log tells of `least`. */
  asked(least: number): Promise<number>;
}

/** Starts a proxy in a folder of its own, and ends it when disposed of. */
async function startRealProxy(kind: Kind, options: ProxyOptions = {}): Promise<RealProxy> {
  const own = mkdtempSync(join(tmpdir(), `aspose-auth-${kind.program}-`));
  const port = await freePort();
  const child = spawn(installed(kind.program) ?? '', kind.configure(own, port, options), {
    cwd: own,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => said.push(String(chunk)));
  }
  const closed = once(child, 'close');
  async function stop(): Promise<void> {
    // What it has put elsewhere, into shared memory say, it takes away itself.
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await closed;
    clearTimeout(timer);
    rmSync(own, { recursive: true, force: true });
  }
  for (let tries = 0; !(await isListening(port)); tries++) {
    if (child.exitCode !== null || tries === 200) {
      const logs = kind.complaints
        .map((name) => join(own, name))
        .filter((file) => existsSync(file));
      const words = [...said, ...logs.map((file) => readFileSync(file, 'utf8'))].join('');
      await stop();
      throw new Error(`${kind.program} does not start (${child.exitCode}): ${words}`);
    }
    await sleep(50);
  }
  const logFile = join(own, kind.logFile);
  const count = () =>
    existsSync(logFile) ? [...readFileSync(logFile, 'utf8').matchAll(kind.logged)].length : 0;
  return {
    host: `127.0.0.1:${port}`,
    async asked(least) {
      // A tunnel is logged at its end, which may come after the end of the action.
      for (let tries = 0; tries < 40 && count() < least; tries++) {
        await sleep(50);
      }
      return count();
    },
    [Symbol.asyncDispose]: stop,
  };
}

function installed(program: string): string | undefined {
  // Servers live where the search path of an ordinary user does not lead.
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return places.map((place) => join(place, program)).find((file) => existsSync(file));
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

function run(url: string, { inputs, ...options }: RunOptions = {}): Promise<ActionRun> {
  return run({
    killAfter: 30_000,
    ...options,
    inputs: { ...makeCredentials(), 'base-url': url, 'allow-http': 'true', ...inputs },
  });
}

function assertPassed({ exitCode, outputs, annotations, stderr }: ActionRun): void {
  assert.deepEqual(annotations, []);
  assert.equal(exitCode, 0);
  assert.equal(outputs.status, 'authenticated');
  assert.equal(outputs['storage-gate'], 'passed');
  assert.equal(stderr, '');
}

/** Asserts on everything that tells a failure, and that the one annotation holds each of `texts`. */
function assertUnreachable(
  { exitCode, outputs, annotations, stderr }: ActionRun,
  ...texts: readonly string[]
): void {
  const [annotation, ...more] = annotations;
  assert.deepEqual(more, []);
  assert.equal(annotation?.title, 'aspose-auth: unreachable', annotation?.message);
  for (const text of texts) {
    assert.ok(annotation.message.includes(text), `${text} is not in: ${annotation.message}`);
  }
  assert.equal(exitCode, 1);
  assert.equal(outputs.status, 'failed');
  assert.equal(outputs['storage-gate'], 'unknown');
  assert.equal(stderr, '');
}

function assertSecret({ log, stderr, files, summary, masks }: ActionRun, password: string): void {
  const shown = log.filter((line) => !line.startsWith('::add-mask::')).join('\n');
  for (const spelling of [password, encodeURIComponent(password)]) {
    assert.ok(masks.includes(spelling), 'the password of the proxy is not masked');
    assert.equal((shown + stderr + files + summary).includes(spelling), false);
  }
}

for (const kind of KINDS) {
  const { program, secret, host } = kind;
  const skip = installed(program) === undefined && `Debian's package ${program} is not installed`;
  const identity = createServerIdentity({ name: host, issuer: authority });
  const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);

  /** A service that answers by `scheme`, and the port it listens on. */
  async function startService(scheme: 'http' | 'https') {
    await using started = new AsyncDisposableStack();
    const server = started.use(await startServer(service({ files: paths })));
    const front =
      scheme === 'https' ? started.use(await startTlsFront(identity, server.url)) : undefined;
    const port = front?.port ?? Number(new URL(server.url).port);
    const whole = started.move();
    return {
      url: `${scheme}://${host}:${port}`,
      host: `${host}:${port}`,
      port,
      requests: server.requests,
      [Symbol.asyncDispose]: () => whole.disposeAsync(),
    };
  }

  describe(program, { concurrency: 2 }, () => {
    for (const scheme of ['http', 'https'] as const) {
      const via = ({ host: proxyHost }: RealProxy, userInfo = '') => ({
        [`${scheme}_proxy`]: `http://${userInfo}${proxyHost}`,
        ...TRUST,
      });

      test(`takes ${scheme}: the token and twenty checks`, { skip }, async () => {
        await using target = await startService(scheme);
        await using proxy = await startRealProxy(kind);
        const ended = await run(target.url, {
          env: via(proxy),
          inputs: { 'storage-path': paths.join('\n') },
        });
        assertPassed(ended);
        assert.equal(target.requests.length, 1 + paths.length);
        const tunnels = await proxy.asked(1);
        assert.ok(tunnels >= 1 && tunnels <= 8, `${tunnels} tunnels`);
      });

      test(`takes ${scheme} with its password, which is logged nowhere`, { skip }, async () => {
        await using target = await startService(scheme);
        await using proxy = await startRealProxy(kind, { password: true });
        const ended = await run(target.url, {
          env: via(proxy, `${USER}:${encodeURIComponent(secret)}@`),
          inputs: { 'storage-path': '/1' },
        });
        assertSecret(ended, secret);
        assertPassed(ended);
        assert.ok((await proxy.asked(1)) >= 1);
        for (const { headers } of target.requests) {
          assert.equal('proxy-authorization' in headers, false);
        }
      });

      const wrong = 'wrong: and @/%';
      for (const { what, userInfo, status } of [
        { what: 'without a password', userInfo: '', status: 407 },
        {
          what: 'with a wrong one',
          userInfo: `${USER}:${encodeURIComponent(wrong)}@`,
          status: kind.wrongPassword,
        },
      ]) {
        test(`turns ${scheme} down ${what}, asked once`, { skip }, async () => {
          await using target = await startService(scheme);
          await using proxy = await startRealProxy(kind, { password: true });
          const ended = await run(target.url, {
            env: via(proxy, userInfo),
            inputs: { 'storage-path': '/1' },
          });
          assertUnreachable(ended, target.host, proxy.host, `HTTP ${status}`, `${scheme}_proxy`);
          assert.equal(await proxy.asked(1), 1);
          assert.deepEqual(target.requests, []);
          if (userInfo !== '') {
            assertSecret(ended, wrong);
          }
        });
      }

      test(`may not lead ${scheme} to that port: 403, asked once`, { skip }, async () => {
        await using target = await startService(scheme);
        await using proxy = await startRealProxy(kind, { onlyPort: 443 });
        const ended = await run(target.url, {
          env: via(proxy),
          inputs: { 'storage-path': '/1' },
        });
        assertUnreachable(ended, target.host, proxy.host, '403', 'no_proxy');
        assert.equal(await proxy.asked(1), 1);
        assert.deepEqual(target.requests, []);
      });

      test(`may lead ${scheme} to the one port that is allowed`, { skip }, async () => {
        await using target = await startService(scheme);
        await using proxy = await startRealProxy(kind, { onlyPort: target.port });
        const ended = await run(target.url, {
          env: via(proxy),
          inputs: { 'storage-path': '/1' },
        });
        assertPassed(ended);
      });

      test(`finds nobody there for ${scheme}`, { skip }, async () => {
        await using proxy = await startRealProxy(kind);
        const port = await freePort();
        const ended = await run(`${scheme}://${host}:${port}`, {
          env: via(proxy),
          inputs: { 'storage-path': '/1', 'timeout-seconds': '2' },
          preload: ['data:text/javascript,Math.random = () => 0.9'],
        });
        assertUnreachable(ended, proxy.host, `HTTP ${kind.unreachable}`);
        assert.equal(await proxy.asked(3), 3);
      });

      for (const exception of ['0.0.0.0', '*']) {
        const name = `is not asked for ${scheme} to a host in no_proxy=${exception}`;
        test(name, { skip }, async () => {
          const own = createServerIdentity({ name: '0.0.0.0', issuer: authority });
          await using server = await startServer(service({ files: paths }));
          await using front = await startTlsFront(own, server.url);
          await using proxy = await startRealProxy(kind, { onlyPort: 443 });
          const port = scheme === 'https' ? front.port : new URL(server.url).port;
          const ended = await run(`${scheme}://0.0.0.0:${port}`, {
            env: { ...via(proxy), no_proxy: exception },
            inputs: { 'storage-path': '/1' },
          });
          assertPassed(ended);
          assert.equal(await proxy.asked(0), 0);
        });
      }
    }

    test('does not see to the certificate of the host', { skip }, async () => {
      const stranger = createServerIdentity({ name: 'another.test', issuer: authority });
      await using server = await startServer(service());
      await using front = await startTlsFront(stranger, server.url);
      await using proxy = await startRealProxy(kind);
      const ended = await run(`https://${host}:${front.port}`, {
        env: { https_proxy: `http://${proxy.host}`, ...TRUST },
        inputs: { 'storage-path': '/1' },
      });
      assertUnreachable(ended, 'ERR_TLS_CERT_ALTNAME_INVALID', proxy.host);
      assert.equal(front.connections, 1);
      assert.deepEqual(server.requests, []);
    });

    test('that dies is noticed', { skip }, async () => {
      await using target = await startService('https');
      const proxy = await startRealProxy(kind);
      await proxy[Symbol.asyncDispose]();
      const ended = await run(target.url, {
        env: { https_proxy: `http://${proxy.host}`, ...TRUST },
        inputs: { 'storage-path': '/1', 'timeout-seconds': '2' },
      });
      assertUnreachable(ended, proxy.host, 'the proxy failed with ECONNREFUSED');
      assert.deepEqual(target.requests, []);
    });
  });
}

describe('TLS', { concurrency: 4 }, () => {
  const identity = createServerIdentity({ name: '127.0.0.1', issuer: authority });

  const strangers = [
    {
      what: 'of a version long withdrawn',
      identity: {
        ...identity,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      },
      env: TRUST,
      code: /ERR_SSL_|EPROTO/,
    },
    {
      what: 'that asks for a certificate of the client',
      identity: { ...identity, requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' },
      env: TRUST,
      code: /ERR_SSL_|EPROTO/,
    },
    {
      what: 'whose authority stands in a file that is not there',
      identity,
      env: { NODE_EXTRA_CA_CERTS: join(folder, 'missing.pem') },
      code: /UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
    },
  ];
  for (const { what, identity: served, env, code } of strangers) {
    test(`${what} is not retried, and nothing is sent`, async () => {
      await using server = await startServer(service());
      await using front = await startTlsFront(served, server.url);
      const { annotations, exitCode, outputs } = await run(`https://127.0.0.1:${front.port}`, {
        env,
      });
      assert.equal(exitCode, 1);
      assert.equal(outputs['error-code'], 'unreachable');
      assert.equal(annotations.length, 1);
      assert.match(annotations[0]?.message ?? '', code);
      assert.equal(front.connections, 1);
      assert.deepEqual(server.requests, []);
    });
  }
});
