import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseRetryAfter } from '../src/http/send.ts';
import { assertFailed } from './support/assertions.ts';
import { makeCredentials, makeJwt } from './support/credentials.ts';
import { type ActionRun, type RunOptions, runAction } from './support/run-action.ts';
import {
  type Answerer,
  freePort,
  json,
  type ReceivedRequest,
  startServer,
} from './support/server.ts';

const FAST_TIME = join(import.meta.dirname, 'support/fast-time.mjs');

/** Fixes the pauses between attempts: `share` of the longest that each may take. */
function pausesOf(share: number): string {
  return `data:text/javascript,Math.random = () => ${share}`;
}

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

interface Scenario extends RunOptions {
  readonly answer: Answerer;
}

/** A run against a server of its own, which is the token endpoint and the storage. */
async function run({
  answer,
  inputs,
  ...options
}: Scenario): Promise<ActionRun & { requests: readonly ReceivedRequest[] }> {
  await using server = await startServer(answer);
  const ended = await runAction({
    killAfter: 30_000,
    ...options,
    inputs: { ...makeCredentials(), 'base-url': server.url, ...inputs },
  });
  return { ...ended, requests: server.requests };
}

/** A run against something that is no HTTP server. */
async function runAgainst(url: string, options: RunOptions = {}): Promise<ActionRun> {
  const inputs = { ...makeCredentials(), 'base-url': url, ...options.inputs };
  return runAction({ killAfter: 30_000, ...options, inputs });
}

function assertAuthenticated({ exitCode, outputs, annotations }: ActionRun): void {
  assert.deepEqual(annotations, []);
  assert.equal(exitCode, 0);
  assert.equal(outputs.status, 'authenticated');
}

function grant(response: ServerResponse): void {
  json(response, { access_token: makeJwt(), expires_in: 3600, token_type: 'Bearer' });
}

/** Answers with each of `answers` in turn, the last one over and over. */
function inTurn(...answers: readonly Answerer[]): Answerer {
  return (request, response, count) =>
    answers[Math.min(count, answers.length - 1)]?.(request, response, count);
}

const well: Answerer = (_, response) => grant(response);

function status(code: number, headers: Record<string, string> = {}): Answerer {
  return (_, response) => json(response, { error: 'made_up' }, { status: code, headers });
}

const silence: Answerer = () => {};

const reset: Answerer = (_, response) => response.socket?.resetAndDestroy();

/** Sends the head and half of what it announces, then breaks the connection off. */
function cutShort(code: number, headers: Record<string, string> = {}): Answerer {
  return (_, response) => {
    response.writeHead(code, { 'content-length': '100', ...headers });
    response.write('{"access_token":"', () => response.socket?.destroy());
  };
}

/** Without a length the body is as long as the connection lasts, and a reset is no end. */
const endedByReset: Answerer = (_, { socket }) => {
  const body = JSON.stringify({ access_token: makeJwt() });
  socket?.write(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${body}`, () =>
    setTimeout(() => socket.resetAndDestroy(), 50),
  );
};

function neverEnding(code: number, headers: Record<string, string> = {}): Answerer {
  return (_, response) => {
    response.writeHead(code, headers);
    response.write('{"access_token":"');
  };
}

/** Never idle for long, and never done. */
const dripping: Answerer = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 50);
  response.once('close', () => clearInterval(timer));
};

function sized(bytes: number): Answerer {
  return (_, response) => {
    const answer = JSON.stringify({ access_token: makeJwt() });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer + ' '.repeat(bytes - answer.length));
  };
}

function hostOf({ requests: [first] }: { requests: readonly ReceivedRequest[] }): string {
  return first?.headers.host ?? 'no request came';
}

describe('what is tried again', { concurrency: 8 }, () => {
  const once = [
    ...[408, 429, 500, 502, 503, 504].map((code) => ({
      what: `HTTP ${code}`,
      answer: status(code),
    })),
    { what: 'a connection reset before the head', answer: reset },
    { what: 'a body cut short', answer: cutShort(200) },
    { what: 'a whole body, of which only a reset tells that it is not', answer: endedByReset },
    { what: 'the cut body of a 503', answer: cutShort(503) },
  ];
  for (const { what, answer } of once) {
    test(`${what}, then well`, async () => {
      const ended = await run({ answer: inTurn(answer, well) });
      assertAuthenticated(ended);
      assert.equal(ended.requests.length, 2);
    });
  }

  test('silence, then well, since half the budget is left for a second attempt', async () => {
    const ended = await run({ answer: inTurn(silence, well), inputs: { 'timeout-seconds': '3' } });
    assertAuthenticated(ended);
    assert.equal(ended.requests.length, 2);
  });

  test('two 503, then well: each attempt is the whole request', async () => {
    const ended = await run({ answer: inTurn(status(503), status(503), well) });
    assertAuthenticated(ended);
    const [first, ...others] = ended.requests.map(({ method, path, headers, body }) => {
      const { connection, ...rest } = headers;
      return { method, path, headers: rest, body };
    });
    assert.match(first?.body ?? '', /^grant_type=client_credentials&/);
    assert.deepEqual(others, [first, first]);
  });

  test('a storage call', async () => {
    const ended = await run({
      answer: (request, response, count) => {
        if (request.method === 'POST') {
          return grant(response);
        }
        return count === 0
          ? status(503)(request, response, count)
          : json(response, { exists: true, isFolder: false });
      },
      inputs: { 'storage-path': '/a' },
    });
    assertAuthenticated(ended);
    assert.equal(ended.outputs['storage-gate'], 'passed');
    assert.equal(ended.requests.length, 3);
  });

  test('with pauses that double from half a second to ten', async () => {
    const { requests, ...ended } = await run({
      answer: status(503),
      inputs: { 'timeout-seconds': '60' },
      preload: [pausesOf(1), FAST_TIME],
      env: { FAST_TIME: '20' },
    });
    assertFailed(ended, 'server-error');
    // At 0, 0.5, 1.5, 3.5, 7.5, 15.5, 25.5, 35.5, 45.5 and 55.5 seconds, if answers took no time.
    assert.ok(requests.length === 10 || requests.length === 9, `${requests.length} requests`);
  });
});

describe('what is not tried again', { concurrency: 8 }, () => {
  const rejections = [400, 401, 403].flatMap((code) => [
    { what: `${code}`, answer: status(code) },
    { what: `${code} whose body is cut short`, answer: cutShort(code) },
    { what: `${code} whose body never ends`, answer: neverEnding(code) },
    {
      what: `${code} that asks to come back at once`,
      answer: status(code, { 'retry-after': '0' }),
    },
  ]);
  for (const { what, answer } of rejections) {
    test(`${what}: a rejected request counts towards the lock of the credentials`, async () => {
      const ended = await run({ answer, inputs: { 'timeout-seconds': '2' } });
      assertFailed(ended, 'credentials-rejected', hostOf(ended), /HTTP 40[013]/);
      assert.equal(ended.requests.length, 1);
    });
  }

  test('101, which nobody asked for', async () => {
    const switched: Answerer = (_, { socket }) =>
      socket?.write(
        'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      );
    const ended = await run({ answer: switched, inputs: { 'timeout-seconds': '2' } });
    assertFailed(ended, 'server-error', hostOf(ended), 'HTTP 101');
    assert.equal(ended.requests.length, 1);
  });

  for (const code of [404, 405, 409, 418, 501, 505]) {
    test(`${code} of the token endpoint`, async () => {
      const ended = await run({ answer: status(code) });
      assertFailed(ended, 'server-error', hostOf(ended), new RegExp(`HTTP ${code}\\b`));
      assert.equal(ended.requests.length, 1);
    });
  }
});

describe('when the budget ends, what was last seen names the code', { concurrency: 8 }, () => {
  const cases = [
    { what: '503', answer: status(503), code: 'server-error', text: 'HTTP 503', sent: 3 },
    { what: '429', answer: status(429), code: 'server-error', text: 'HTTP 429', sent: 3 },
    { what: 'a reset', answer: reset, code: 'unreachable', text: 'ECONNRESET', sent: 3 },
    { what: 'a cut body', answer: cutShort(200), code: 'unreachable', text: 'ECONNRESET', sent: 3 },
    { what: 'silence', answer: silence, code: 'timeout', text: '2 seconds', sent: 2 },
    { what: 'a dripping body', answer: dripping, code: 'timeout', text: '2 seconds', sent: 2 },
    { what: 'half a body', answer: neverEnding(200), code: 'timeout', text: '2 seconds', sent: 2 },
    {
      what: '503, then silence',
      answer: inTurn(status(503), silence),
      code: 'timeout',
      text: '2 seconds',
      sent: 2,
    },
    {
      what: 'silence, then 503',
      answer: inTurn(silence, status(503)),
      code: 'server-error',
      text: 'HTTP 503',
      sent: 2,
    },
    {
      what: '503, then a reset',
      answer: inTurn(status(503), reset),
      code: 'unreachable',
      text: 'ECONNRESET',
      sent: 3,
    },
  ];
  for (const { what, answer, code, text, sent } of cases) {
    test(`${what}, over and over: ${code}`, async () => {
      const ended = await run({
        answer,
        inputs: { 'timeout-seconds': '2', 'storage-path': '/a' },
        // With no chance in it, no attempt starts so late that its answer would miss the end.
        preload: [pausesOf(0.9)],
      });
      assertFailed(ended, code, hostOf(ended), text);
      if (code === 'timeout') {
        assertFailed(ended, code, 'timeout-seconds');
      }
      assert.equal(ended.outputs['access-token'] ?? '', '');
      assert.equal(ended.outputs['storage-gate'], 'unknown');
      // On a machine that is busy, the last one may come too late.
      const received = ended.requests.length;
      assert.ok(
        received <= sent && received >= Math.min(sent, 2),
        `${received} of ${sent} requests`,
      );
    });
  }

  test('503 by a server that takes its time is no silence, when the end cuts an attempt short', async () => {
    const ended = await run({
      // The third attempt comes 0.65 seconds before the end, which are not what an attempt is otherwise given.
      answer: inTurn(status(503), status(503), (request, response, count) => {
        setTimeout(() => status(503)(request, response, count), 900);
      }),
      inputs: { 'timeout-seconds': '2' },
      preload: [pausesOf(0.9)],
    });
    assertFailed(ended, 'server-error', hostOf(ended), 'HTTP 503');
  });

  test('silence of the storage: timeout, and the token is there', async () => {
    const ended = await run({
      answer: (request, response) => (request.method === 'POST' ? grant(response) : undefined),
      inputs: { 'timeout-seconds': '1', 'storage-path': '/a' },
    });
    assertFailed(ended, 'timeout', hostOf(ended), /timeout-seconds/, /1 second\b/);
    assert.equal(ended.outputs['storage-gate'], 'unknown');
    assert.notEqual(ended.outputs['access-token'], '');
  });

  test('a minute of silence is waited for, and no longer', async () => {
    const ended = await run({
      answer: silence,
      inputs: { 'timeout-seconds': '60' },
      preload: [FAST_TIME],
      env: { FAST_TIME: '60' },
    });
    assertFailed(ended, 'timeout', /60 seconds/, /2 attempts/);
    assert.equal(ended.requests.length, 2);
  });
});

describe('Retry-After', { concurrency: 8 }, () => {
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

  for (const { form, value } of [
    { form: 'seconds', value: () => '1' },
    { form: 'a date', value: () => inSeconds(2) },
  ]) {
    test(`in ${form} is waited for`, async () => {
      const events: string[] = [];
      const ended = await run({
        answer: inTurn(
          (request, response, count) => {
            events.push('asked');
            // No pause of its own choice would be this long.
            setTimeout(() => events.push('more than half a second later'), 700);
            status(503, { 'retry-after': value() })(request, response, count);
          },
          (_, response) => {
            events.push('asked');
            grant(response);
          },
        ),
      });
      assertAuthenticated(ended);
      assert.deepEqual(events, ['asked', 'more than half a second later', 'asked']);
    });
  }

  test('that fits a long budget is waited for', async () => {
    const ended = await run({
      answer: inTurn(status(429, { 'retry-after': '30' }), well),
      inputs: { 'timeout-seconds': '60' },
      preload: [FAST_TIME],
      env: { FAST_TIME: '60' },
    });
    assertAuthenticated(ended);
    assert.equal(ended.requests.length, 2);
  });

  for (const value of [
    '61',
    '3600',
    inSeconds(3600),
    'Fri, 31 Dec 9999 23:59:59 GMT',
    '99999999999999999999999',
    '9'.repeat(400),
  ]) {
    test(`that does not fit ends the step at once: ${value.slice(0, 40)}`, async () => {
      const ended = await run({
        answer: status(503, { 'retry-after': value }),
        inputs: { 'timeout-seconds': '60' },
      });
      assertFailed(ended, 'server-error', hostOf(ended), /HTTP 503/);
      assert.equal(ended.requests.length, 1);
    });
  }

  test('of a locked pair ends the step at once, and is told', async () => {
    const ended = await run({ answer: status(429, { 'retry-after': '600' }) });
    assertFailed(ended, 'credentials-locked', hostOf(ended), /10 minutes/);
    assert.equal(ended.requests.length, 1);
  });

  test('of a 429 without end is told in words that mean something', async () => {
    const ended = await run({ answer: status(429, { 'retry-after': '9'.repeat(400) }) });
    assertFailed(ended, 'credentials-locked');
    assert.doesNotMatch(ended.annotations[0]?.message ?? '', /Infinity|NaN/);
    assert.equal(ended.requests.length, 1);
  });

  test('of a storage that is too busy says nothing about credentials', async () => {
    const busy = status(429, { 'retry-after': '600' });
    const ended = await run({
      answer: (request, response, count) =>
        request.method === 'POST' ? grant(response) : busy(request, response, count),
      inputs: { 'storage-path': '/a' },
    });
    assertFailed(ended, 'server-error', hostOf(ended), /HTTP 429/, /10 minutes/);
    assert.equal(ended.requests.length, 2);
  });

  for (const value of ['-5', '1.5', '1e3', '0x10', 'soon', '', 'NaN', 'Infinity']) {
    test(`that is neither seconds nor a date is ignored: "${value}"`, async () => {
      const ended = await run({ answer: inTurn(status(503, { 'retry-after': value }), well) });
      assertAuthenticated(ended);
      assert.equal(ended.requests.length, 2);
    });
  }

  test('that has passed already is no reason to wait', async () => {
    const past = status(503, { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' });
    const ended = await run({ answer: inTurn(past, well) });
    assertAuthenticated(ended);
    assert.equal(ended.requests.length, 2);
  });

  test('is read as RFC 9110 writes it', () => {
    const now = Date.UTC(1994, 10, 6, 8, 49, 7);
    const cases: [string | undefined, number | undefined][] = [
      [undefined, undefined],
      ['0', 0],
      ['120', 120],
      ['007', 7],
      ['Sun, 06 Nov 1994 08:49:37 GMT', 30],
      ['Sun, 06 Nov 1994 08:49:07 GMT', 0],
      ['Sun, 06 Nov 1994 08:49:06 GMT', 0],
      ['Sunday, 06-Nov-94 08:49:37 GMT', 30],
      // The third form of old, which names no zone, is not worth the code.
      ['Sun Nov  6 08:49:37 1994', undefined],
      ['', undefined],
      ['-1', undefined],
      ['+1', undefined],
      ['1.5', undefined],
      ['1 000', undefined],
      ['١', undefined],
      ['tomorrow', undefined],
      ['1994', 1994],
      ['1994-11-06T08:49:37Z', undefined],
      ['Sun, 99 Nov 1994 08:49:37 GMT', undefined],
    ];
    assert.deepEqual(
      cases.map(([header]) => [header, parseRetryAfter(header, now)]),
      cases,
    );
  });
});

describe('a redirect is followed by nobody', { concurrency: 8 }, () => {
  const ABSOLUTE = '/connect/token';
  const cases = [
    ...[300, 301, 302, 303, 304, 305, 307, 308].map((code) => ({ code, target: ABSOLUTE })),
    { code: 302, target: '/elsewhere' },
    { code: 307, target: undefined },
    { code: 307, target: '' },
    { code: 307, target: 'javascript:alert(1)' },
    { code: 307, target: 'http://' },
  ];
  for (const { code, target } of cases) {
    const whither = target === ABSOLUTE ? 'another server' : (target ?? 'no Location');
    test(`${code} to ${whither}`, async () => {
      await using other = await startServer(well);
      const location = target === ABSOLUTE ? `${other.url}${target}` : target;
      const ended = await run({
        answer: status(code, location === undefined ? {} : { location }),
        inputs: { 'timeout-seconds': '2' },
      });
      const named = target === ABSOLUTE ? new URL(other.url).host : '';
      assertFailed(
        ended,
        'unexpected-redirect',
        hostOf(ended),
        new RegExp(`HTTP ${code}\\b`),
        named,
      );
      assert.equal(ended.requests.length, 1);
      assert.deepEqual(other.requests, []);
    });
  }

  test('by its host alone, without what else the address holds', async () => {
    await using other = await startServer(well);
    const { host } = new URL(other.url);
    const secret = 'a-password-of-theirs';
    const ended = await run({
      answer: status(307, { location: `http://user:${secret}@${host}/path?key=${secret}` }),
    });
    assertFailed(ended, 'unexpected-redirect', host);
    assert.equal(ended.log.join('\n').includes(secret), false);
    assert.deepEqual(other.requests, []);
  });

  for (const [what, answer] of [
    ['cut short', cutShort(307, { location: 'http://127.0.0.1:9/' })],
    ['never ends', neverEnding(307, { location: 'http://127.0.0.1:9/' })],
  ] as const) {
    test(`also when its body ${what}`, async () => {
      const ended = await run({ answer, inputs: { 'timeout-seconds': '2' } });
      assertFailed(ended, 'unexpected-redirect', /127\.0\.0\.1:9\b/);
      assert.equal(ended.requests.length, 1);
    });
  }

  test('of the storage, with the token', async () => {
    await using other = await startServer((_, response) => json(response, { exists: true }));
    const away = status(302, { location: `${other.url}/v4.0/html/storage/exists?path=/a` });
    const ended = await run({
      answer: (request, response, count) =>
        request.method === 'POST' ? grant(response) : away(request, response, count),
      inputs: { 'storage-path': '/a' },
    });
    const { host } = new URL(other.url);
    assertFailed(ended, 'unexpected-redirect', host);
    assert.equal(ended.outputs['storage-gate'], 'unknown');
    assert.equal(ended.requests.length, 2);
    assert.deepEqual(other.requests, []);
  });
});

describe('an answer that is none', { concurrency: 8 }, () => {
  test('a body of 1 MiB is read', async () => {
    assertAuthenticated(await run({ answer: sized(1024 * 1024) }));
  });

  test('a longer one is not', async () => {
    const ended = await run({ answer: sized(1024 * 1024 + 1) });
    assertFailed(ended, 'bad-response', hostOf(ended), /1 MiB/);
    assert.equal(ended.requests.length, 1);
  });

  test('a body without end is not read for ever', async () => {
    const ended = await run({
      answer: (_, response) => {
        const flood = () => {
          while (!response.destroyed && response.write(' '.repeat(65_536))) {}
        };
        response.on('drain', flood);
        flood();
      },
    });
    assertFailed(ended, 'bad-response', hostOf(ended), /1 MiB/);
    assert.equal(ended.requests.length, 1);
  });

  test('something else than HTTP', async () => {
    await using server = await startRawServer('SSH-2.0-OpenSSH_9.9\r\n');
    const ended = await runAgainst(`http://${server.host}`);
    assertFailed(ended, 'bad-response', server.host, /HTTP/);
    assert.equal(server.connections, 1);
  });

  test('a head without end', async () => {
    await using server = await startRawServer(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`);
    const ended = await runAgainst(`http://${server.host}`);
    assertFailed(ended, 'bad-response', server.host);
    assert.equal(server.connections, 1);
  });
});

describe('a host that cannot be reached', { concurrency: 8 }, () => {
  test('nobody listens', async () => {
    const host = `127.0.0.1:${await freePort()}`;
    const ended = await runAgainst(`http://${host}`, {
      inputs: { 'timeout-seconds': '1' },
      preload: [pausesOf(0.2)],
    });
    assertFailed(ended, 'unreachable', /ECONNREFUSED/, host, /[2-9] attempts/);
  });

  const lookUp = async (code: string) => {
    await using server = await startServer(well);
    const ended = await runAgainst(`http://no-such-host.invalid:${new URL(server.url).port}`, {
      inputs: { 'allow-http': 'true' },
      preload: [resolverFailingOnceWith(code)],
    });
    return { ...ended, requests: server.requests };
  };

  test('a name that does not exist is not looked up again', async () => {
    const ended = await lookUp('ENOTFOUND');
    assertFailed(ended, 'unreachable', 'ENOTFOUND', 'no-such-host.invalid');
    assert.deepEqual(ended.requests, []);
  });

  test('a name that cannot be looked up for the moment is', async () => {
    const ended = await lookUp('EAI_AGAIN');
    assertAuthenticated(ended);
    assert.equal(ended.requests.length, 1);
  });

  test('HTTPS where the server speaks HTTP', async () => {
    await using server = await startRawServer('HTTP/1.1 400 Bad Request\r\n\r\n');
    const ended = await runAgainst(`https://${server.host}`);
    assertFailed(ended, 'unreachable', server.host, /EPROTO|ERR_SSL_\w+/);
    assert.equal(server.connections, 1);
  });
});

for (const address of ['localhost', '127.0.0.2', '[::1]']) {
  test(`http://${address} is loopback, and is reached`, async (t) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      const body = JSON.stringify({ access_token: makeJwt() });
      socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    });
    const listening = Promise.withResolvers<boolean>();
    server.once('listening', () => listening.resolve(true));
    server.once('error', () => listening.resolve(false));
    server.listen(0, address.replace(/[[\]]/g, ''));
    if (!(await listening.promise)) {
      return t.skip(`this machine has no ${address}`);
    }
    const { port } = server.address() as AddressInfo;
    const ended = await runAgainst(`http://${address}:${port}`);
    server.close();
    assertAuthenticated(ended);
  });
}

/** Says `greeting` to whoever connects and asks something. */
async function startRawServer(
  greeting: string,
): Promise<AsyncDisposable & { host: string; connections: number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => {});
    socket.once('data', () => socket.end(greeting));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
