import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../src/service/answer.ts';
import { parseListing, parseObjectState } from '../src/storage/storage.ts';
import { assertFailed } from './support/assertions.ts';
import { makeCredentials, makeJwt } from './support/credentials.ts';
import { type ActionRun, type RunOptions, runAction } from './support/run-action.ts';
import { type Answerer, json, type ReceivedRequest, startServer } from './support/server.ts';

const TOKEN_ROUTE = '/connect/token';
const API = '/v4.0/html/';

/** Fixes the pauses between attempts, so that how many fit into a second is no matter of chance. */
const STEADY_PAUSES = 'data:text/javascript,Math.random = () => 0.5';

/** Puts off the end of the process, so that whatever still goes on after a failure shows. */
const LATE_END = `data:text/javascript,${encodeURIComponent(`
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text, ...rest) =>
    text === '' ? setTimeout(() => write(text, ...rest), 500) : write(text, ...rest);
`)}`;

interface StorageRun extends ActionRun {
  readonly tokenRequests: readonly ReceivedRequest[];
  readonly storageRequests: readonly ReceivedRequest[];
  /** The routes below `storage-url` that were asked, in order. */
  readonly routes: readonly string[];
}

/** A run against a service of its own, which hands out `tokens` in turn and leaves the rest to `storage`. */
async function run({
  tokens = [makeJwt()],
  storage,
  inputs,
  ...options
}: RunOptions & { tokens?: readonly string[]; storage: Answerer }): Promise<StorageRun> {
  await using server = await startServer((request, response, count) => {
    if (request.path !== TOKEN_ROUTE) {
      return storage(request, response, count);
    }
    const token = tokens[count];
    return token === undefined
      ? json(response, { error: 'invalid_client' }, { status: 400 })
      : json(response, { access_token: token, expires_in: 3600, token_type: 'Bearer' });
  });
  const ended = await runAction({
    killAfter: 30_000,
    ...options,
    inputs: { ...makeCredentials(), 'base-url': server.url, ...inputs },
  });
  const storageRequests = server.requests.filter(({ path }) => path !== TOKEN_ROUTE);
  return {
    ...ended,
    storageRequests,
    tokenRequests: server.requests.filter(({ path }) => path === TOKEN_ROUTE),
    routes: storageRequests.map(({ path }) => path.replace(API, '').replace(/\?.*/, '')),
  };
}

/** The gate has no trustworthy answer: nothing is said about what exists, and the token is there all the same. */
function assertUnknown(ended: StorageRun, code: string, ...texts: readonly string[]): void {
  assertFailed(ended, code, ...texts);
  const { outputs } = ended;
  assert.equal(outputs['storage-gate'], 'unknown');
  assert.equal(outputs['storage-exists'] ?? '', '');
  assert.equal(outputs['storage-results'] ?? '', '');
  assert.ok(outputs['access-token'], 'no token');
}

function assertPassed({ exitCode, outputs, annotations }: ActionRun): void {
  assert.deepEqual(annotations, []);
  assert.equal(exitCode, 0);
  assert.equal(outputs.status, 'authenticated');
  assert.equal(outputs['storage-gate'], 'passed');
}

function resultsOf({ outputs }: ActionRun): { path: string; exists: boolean }[] {
  return JSON.parse(outputs['storage-results'] ?? '');
}

function pathsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `/folder/${index}`);
}

const exists: Answerer = (_, response) => json(response, { exists: true, isFolder: false });

function answering(body: string, status = 200): Answerer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body);
  };
}

function status(code: number): Answerer {
  // Says "exists" besides, since the status is what counts.
  return answering('{"exists":false,"isFolder":false}', code);
}

/** Knows the routes of `answers`, and answers `missing` to any other. */
function routing(answers: Readonly<Record<string, Answerer>>, missing = 404): Answerer {
  return (request, response, count) => {
    const route = request.path.replace(API, '').replace(/\?.*/, '');
    return (answers[route] ?? status(missing))(request, response, count);
  };
}

function bearerOf({ headers }: ReceivedRequest): string {
  return (headers.authorization ?? '').replace('Bearer ', '');
}

describe('the route', { concurrency: 4 }, () => {
  const STORAGE_NAME = { 'storage-name': 'Reports' };
  const PATHS = { 'storage-path': pathsOf(20).join('\n') };
  const spellings = [
    { inputs: PATHS, first: 'storage/exists', second: 'storage/exist', calls: 20 },
    {
      inputs: STORAGE_NAME,
      first: 'storage/exist/storage',
      second: 'storage/exists/storage',
      calls: 1,
    },
  ];
  for (const { inputs, first, second, calls } of spellings) {
    test(`${first} is asked, and nothing else when it is there`, async () => {
      const ended = await run({ storage: routing({ [first]: exists, [second]: exists }), inputs });
      assertPassed(ended);
      assert.deepEqual(ended.routes, Array(calls).fill(first));
    });

    for (const missing of [404, 405]) {
      test(`${first} gives way to ${second} after one ${missing}, for the rest of the run`, async () => {
        const ended = await run({ storage: routing({ [second]: exists }, missing), inputs });
        assertPassed(ended);
        assert.deepEqual(ended.routes, [first, ...Array(calls).fill(second)]);
      });

      for (const expect of ['exists', 'absent']) {
        for (const required of ['true', 'false']) {
          test(`${first} and ${second} missing by ${missing} is no answer (${expect}, ${required})`, async () => {
            const ended = await run({
              storage: status(missing),
              inputs: { ...inputs, 'storage-expect': expect, 'storage-required': required },
            });
            assertUnknown(ended, 'bad-response', first, second, 'storage-url');
            assert.deepEqual(ended.routes, [first, second]);
          });
        }
      }
    }
  }

  test('that answered once and is then missing is no answer', async () => {
    const ended = await run({
      storage: routing({
        'storage/exists': ({ path }, response) =>
          json(response, { exists: false }, { status: path.endsWith('7') ? 404 : 200 }),
      }),
      inputs: { ...PATHS, 'storage-expect': 'absent' },
    });
    assertUnknown(ended, 'bad-response');
    assert.deepEqual(new Set(ended.routes), new Set(['storage/exists']));
  });

  test('is kept while waiting, round after round', async () => {
    let round = 0;
    const ended = await run({
      storage: routing({
        'storage/exist': (_, response) => json(response, { exists: ++round > 2 }),
      }),
      inputs: { 'storage-path': '/a', 'storage-wait-seconds': '600' },
      preload: [join(import.meta.dirname, 'support/fast-time.mjs')],
      env: { FAST_TIME: '20' },
    });
    assertPassed(ended);
    assert.deepEqual(ended.routes, ['storage/exists', ...Array(3).fill('storage/exist')]);
  });

  test('is below storage-url, whatever base-url says', async () => {
    const seen: string[] = [];
    await using elsewhere = await startServer((request, response, count) => {
      seen.push(request.path);
      return exists(request, response, count);
    });
    const ended = await run({
      storage: status(500),
      inputs: { 'storage-url': `${elsewhere.url}/v3.0/words/`, 'storage-path': '/a' },
    });
    assertPassed(ended);
    assert.deepEqual(seen, ['/v3.0/words/storage/exists?path=%2Fa']);
    assert.deepEqual(ended.storageRequests, []);
  });
});

describe('a request', { concurrency: 4 }, () => {
  const names = [
    '/plain',
    'no/slash/first',
    '/with space',
    '/a+b',
    '/a&path=/other',
    '/100%',
    '/%2F..%2e',
    '/a#fragment',
    '/a?query=1',
    '/a=b;c,d',
    '/Grüße/ΣΊΣΥΦΟΣ/文書',
    '/e\u0301 and \u00e9',
    '/🚀.html',
    '../up/./and/../down',
    '/trailing/',
    '//double//slash',
    'C:\\back\\slash',
    `/quote"'\`<>{}|^$(id)`,
    '/',
  ];

  test('carries each path as it was given, in any way a server decodes it', async () => {
    const ended = await run({
      storage: exists,
      inputs: { 'storage-path': names.join('\n'), 'storage-name': 'R & D + Ü #1' },
    });
    assertPassed(ended);
    const decoded = ended.storageRequests.map(({ path }) => {
      const query = path.slice(path.indexOf('?') + 1);
      const asForm = Object.fromEntries(new URLSearchParams(query));
      const asUri = Object.fromEntries(
        query.split('&').map((pair) => pair.split('=').map(decodeURIComponent)),
      );
      assert.deepEqual(asUri, asForm);
      assert.deepEqual(Object.keys(asForm), ['path', 'storageName']);
      assert.equal(asForm.storageName, 'R & D + Ü #1');
      return asForm.path;
    });
    assert.deepEqual(decoded.toSorted(), names.toSorted());
    assert.deepEqual(
      resultsOf(ended).map(({ path }) => path),
      names,
    );
  });

  test('carries the version of a single path', async () => {
    const ended = await run({
      storage: exists,
      inputs: { 'storage-path': '/a', 'storage-version-id': 'v1 & +/=' },
    });
    assertPassed(ended);
    const { searchParams } = new URL(ended.storageRequests[0]?.path ?? '', 'http://localhost');
    assert.deepEqual(Object.fromEntries(searchParams), { path: '/a', versionId: 'v1 & +/=' });
  });

  test('carries nothing that was not given', async () => {
    const ended = await run({ storage: exists, inputs: { 'storage-path': '/a' } });
    assert.deepEqual(
      ended.storageRequests.map(({ path }) => path),
      [`${API}storage/exists?path=%2Fa`],
    );
  });

  const kinds = [
    { inputs: { 'storage-path': '/a' }, route: 'storage/exists', query: 'path=%2Fa' },
    {
      inputs: { 'storage-name': 'A b' },
      route: 'storage/exist/storage',
      query: 'storageName=A%20b',
    },
    { inputs: { 'storage-list': '/x y/' }, route: 'folder', query: 'path=%2Fx%20y%2F' },
  ];
  for (const { inputs, route, query } of kinds) {
    test(`to ${route} is a GET with the token, that asks for JSON and sends no credentials`, async () => {
      const token = makeJwt();
      const ended = await run({
        tokens: [token],
        storage: answering('{"exists":true,"value":[]}'),
        inputs,
      });
      assert.equal(ended.exitCode, 0);
      const [request, ...others] = ended.storageRequests;
      assert.deepEqual(others, []);
      assert.equal(request?.method, 'GET');
      assert.equal(request?.path, `${API}${route}?${query}`);
      assert.equal(request?.headers.authorization, `Bearer ${token}`);
      assert.equal(request?.headers.accept, 'application/json');
      assert.match(request?.headers['user-agent'] ?? '', /^aspose-auth\/\d/);
      assert.equal(request?.body, '');
    });
  }
});

describe('an answer', { concurrency: 4 }, () => {
  const good = [
    { body: '{"exists":true,"isFolder":false}', state: { exists: true, isFolder: false } },
    { body: '{"exists":true,"isFolder":true}', state: { exists: true, isFolder: true } },
    { body: '{"Exists":true,"IsFolder":true}', state: { exists: true, isFolder: true } },
    { body: '{"EXISTS":true,"ISFOLDER":false}', state: { exists: true, isFolder: false } },
    { body: '{"exists":true,"isfolder":true}', state: { exists: true, isFolder: true } },
    { body: '{"exists":true}', state: { exists: true, isFolder: false } },
    { body: '{"exists":false,"isFolder":false}', state: { exists: false, isFolder: false } },
    {
      body: '{"isFolder":false,"exists":false,"code":200}',
      state: { exists: false, isFolder: false },
    },
    { body: ' \r\n{ "exists" : true }\n', state: { exists: true, isFolder: false } },
  ];
  for (const { body, state } of good) {
    test(`is understood: ${JSON.stringify(body)}`, async () => {
      assert.deepEqual(parseObjectState(answerOf(body)), state);
      const ended = await run({
        storage: answering(body),
        inputs: { 'storage-path': '/a', 'storage-expect': state.exists ? 'exists' : 'absent' },
      });
      assertPassed(ended);
      assert.deepEqual(resultsOf(ended), [{ path: '/a', ...state, met: true }]);
    });
  }

  const bad = [
    { what: 'without exists', body: '{"isFolder":false}' },
    { what: 'with exists as a string', body: '{"exists":"true","isFolder":false}' },
    { what: 'with exists as a number', body: '{"exists":1}' },
    { what: 'with exists null', body: '{"exists":null,"isFolder":false}' },
    { what: 'with isFolder as a string', body: '{"exists":true,"isFolder":"false"}' },
    { what: 'that contradicts itself', body: '{"exists":false,"Exists":true}' },
    {
      what: 'that contradicts itself on folders',
      body: '{"exists":true,"isFolder":true,"IsFolder":false}',
    },
    { what: 'with exists inside', body: '{"value":{"exists":true}}' },
    { what: 'without content', body: '', status: 204 },
    { what: 'with an empty body', body: '' },
    { what: 'in XML', body: '<ObjectExist><Exists>true</Exists></ObjectExist>' },
    { what: 'of a login page', body: '<!doctype html><title>Sign in</title>' },
    { what: 'in an array', body: '[{"exists":true,"isFolder":false}]' },
    { what: 'of true alone', body: 'true' },
    { what: 'of null', body: 'null' },
    { what: 'broken off', body: '{"exists":true' },
    { what: 'said twice', body: '{"exists":true}{"exists":true}' },
  ];
  for (const { what, body, status = 200 } of bad) {
    test(`${what} is none, whatever is expected`, async () => {
      assert.throws(() => parseObjectState(answerOf(body)), { code: 'bad-response' });
      const combinations = ['exists', 'absent'].flatMap((expect) =>
        ['true', 'false'].map((required) => ({ expect, required })),
      );
      for (const { expect, required } of combinations) {
        const ended = await run({
          storage: answering(body, status),
          inputs: {
            'storage-path': '/a',
            'storage-expect': expect,
            'storage-required': required,
          },
        });
        assertUnknown(ended, 'bad-response', `HTTP ${status}`);
        assert.equal(ended.storageRequests.length, 1);
      }
    });
  }

  test('that is none spoils the good ones', async () => {
    const ended = await run({
      storage: ({ path }, response, count) =>
        (path.endsWith('5') ? answering('{}') : exists)({} as ReceivedRequest, response, count),
      inputs: { 'storage-path': pathsOf(8).join('\n'), 'storage-required': 'false' },
    });
    assertUnknown(ended, 'bad-response');
  });

  for (const [code, error] of [
    [404, 'bad-response'],
    [409, 'server-error'],
    [418, 'server-error'],
    [501, 'server-error'],
  ] as const) {
    test(`of ${code} is ${error} and not asked for again`, async () => {
      const ended = await run({
        storage: routing({ 'storage/exist': status(code), 'storage/exists': status(code) }),
        inputs: { 'storage-path': '/a', 'storage-expect': 'absent' },
      });
      assertUnknown(ended, error, `HTTP ${code}`);
      assert.equal(ended.storageRequests.length, code === 404 ? 2 : 1);
    });
  }

  test('of 5xx without end is a server-error', async () => {
    const ended = await run({
      storage: status(503),
      inputs: {
        'storage-path': '/a',
        'storage-expect': 'absent',
        'storage-required': 'false',
        'timeout-seconds': '1',
      },
      preload: [STEADY_PAUSES],
    });
    assertUnknown(ended, 'server-error', 'HTTP 503');
    assert.equal(ended.storageRequests.length, 3);
  });
});

describe('after a failure nothing more is asked', { concurrency: 4 }, () => {
  test('of the storage', async () => {
    let asked = 0;
    const ended = await run({
      storage: (request, response, count) =>
        (++asked === 20 ? status(403) : exists)(request, response, count),
      inputs: { 'storage-path': pathsOf(200).join('\n') },
      preload: [LATE_END],
    });
    assertUnknown(ended, 'storage-denied');
    assert.ok(asked < 100, `${asked} requests`);
  });

  test('of the token endpoint, which would lock the credentials', async () => {
    const [token = ''] = [makeJwt()];
    const ended = await run({
      tokens: [token],
      storage: async (request, response, count) => {
        // One after the other, so that each comes when the renewal asked for by the one before has failed.
        await sleep(30 * count);
        return (count === 0 ? exists : status(401))(request, response, count);
      },
      inputs: { 'storage-path': pathsOf(20).join('\n') },
      preload: [LATE_END],
    });
    assertUnknown(ended, 'credentials-rejected');
    assert.equal(ended.tokenRequests.length, 2);
  });
});

describe('a token that the storage does not take', { concurrency: 4 }, () => {
  test('is replaced once for all the paths that fail at the same time', async () => {
    const [first = '', second = ''] = [makeJwt(), makeJwt()];
    const refused = Promise.withResolvers<void>();
    const renewed = Promise.withResolvers<void>();
    let waiting = 0;
    const ended = await run({
      tokens: [first, second],
      storage: async (request, response, count) => {
        if (bearerOf(request) === second) {
          renewed.resolve();
          return exists(request, response, count);
        }
        if (count === 0) {
          return exists(request, response, count);
        }
        // All eight are asked with the old token before the first is refused; half of them hear of it later still.
        waiting++;
        if (waiting === 8) {
          refused.resolve();
        }
        await (waiting % 2 === 0 ? refused.promise : renewed.promise);
        return status(401)(request, response, count);
      },
      inputs: { 'storage-path': pathsOf(20).join('\n') },
    });
    assertPassed(ended);
    assert.equal(ended.tokenRequests.length, 2);
    assert.equal(ended.storageRequests.filter((request) => bearerOf(request) === first).length, 9);
    assert.equal(ended.storageRequests.length, 20 + 8);
    assert.equal(resultsOf(ended).length, 20);
    assertReplaced(ended, first, second);
  });

  test('is replaced at the first call', async () => {
    const [first = '', second = ''] = [makeJwt(), makeJwt()];
    const ended = await run({
      tokens: [first, second],
      storage: (request, response, count) =>
        (bearerOf(request) === first ? status(401) : exists)(request, response, count),
      inputs: { 'storage-path': pathsOf(20).join('\n') },
    });
    assertPassed(ended);
    assert.equal(ended.tokenRequests.length, 2);
    assert.equal(ended.storageRequests.length, 21);
    assertReplaced(ended, first, second);
  });

  test('is replaced when it was given along with credentials', async () => {
    const [given = '', second = ''] = [makeJwt(), makeJwt()];
    const ended = await run({
      tokens: [second],
      storage: (request, response, count) =>
        (bearerOf(request) === given ? status(401) : exists)(request, response, count),
      inputs: { 'access-token': given, 'storage-path': '/a' },
    });
    assertPassed(ended);
    assert.equal(ended.tokenRequests.length, 1);
    assertReplaced(ended, given, second);
  });

  test('is replaced for the listing too, but not a second time', async () => {
    const [first = '', second = ''] = [makeJwt(), makeJwt()];
    const ended = await run({
      tokens: [first, second, makeJwt()],
      storage: (request, response, count) =>
        (bearerOf(request) === second && request.path.includes('/storage/') ? exists : status(401))(
          request,
          response,
          count,
        ),
      inputs: { 'storage-path': '/a', 'storage-list': '/' },
    });
    assertFailed(ended, 'token-rejected');
    assert.equal(ended.outputs['storage-gate'], 'passed');
    assert.equal(ended.tokenRequests.length, 2);
    assert.deepEqual(ended.routes, ['storage/exists', 'storage/exists', 'folder']);
  });

  test('and whose successor is not taken either is token-rejected', async () => {
    const tokens = [makeJwt(), makeJwt(), makeJwt()];
    const ended = await run({
      tokens,
      storage: status(401),
      inputs: { 'storage-path': pathsOf(20).join('\n'), 'storage-required': 'false' },
    });
    assertUnknown(ended, 'token-rejected', 'HTTP 401');
    assert.equal(ended.tokenRequests.length, 2);
    assert.equal(ended.storageRequests.length, 2);
    assert.equal(ended.outputs['access-token'], tokens[1]);
  });

  test('and that was given alone is token-rejected', async () => {
    const token = makeJwt();
    const ended = await run({
      storage: status(401),
      inputs: {
        'client-id': '',
        'client-secret': '',
        'access-token': token,
        'storage-path': '/a',
        'storage-expect': 'absent',
      },
    });
    assertUnknown(ended, 'token-rejected', 'HTTP 401', 'access-token');
    assert.equal(ended.tokenRequests.length, 0);
    assert.equal(ended.storageRequests.length, 1);
    assert.equal(ended.outputs['access-token'], token);
  });

  test('and whose successor is refused leaves the first in place', async () => {
    const token = makeJwt();
    const ended = await run({
      tokens: [token],
      storage: status(401),
      inputs: { 'storage-path': '/a' },
    });
    assertUnknown(ended, 'credentials-rejected', 'HTTP 400');
    assert.equal(ended.tokenRequests.length, 2);
    assert.equal(ended.outputs['access-token'], token);
  });

  /** The new token stands wherever the old one stood, and was registered before the storage saw it. */
  function assertReplaced({ outputs, env, log, masks }: StorageRun, old: string, by: string): void {
    assert.equal(outputs['access-token'], by);
    assert.equal(env.ASPOSE_ACCESS_TOKEN, by);
    assert.ok(masks.includes(old) && masks.includes(by), 'a token is not masked');
    const masked = log.indexOf(`::add-mask::${by}`);
    const called = log.findLastIndex((line) => /^::debug::GET .*: 401 /.test(line));
    const answered = log.findIndex(
      (line, index) => index > masked && /^::debug::GET .*: 200 /.test(line),
    );
    assert.ok(masked !== -1 && called !== -1 && answered > masked, log.join('\n'));
    assert.deepEqual(
      log.filter((line) => line.includes(by) && line !== `::add-mask::${by}`),
      [],
    );
  }
});

describe('access denied', { concurrency: 4 }, () => {
  for (const expect of ['exists', 'absent']) {
    for (const required of ['true', 'false']) {
      test(`is storage-denied at the first path (${expect}, required ${required})`, async () => {
        const ended = await run({
          storage: status(403),
          inputs: {
            'storage-path': pathsOf(20).join('\n'),
            'storage-expect': expect,
            'storage-required': required,
          },
        });
        assertUnknown(ended, 'storage-denied', 'HTTP 403');
        assert.equal(ended.tokenRequests.length, 1);
        const asked = ended.storageRequests.map(({ path }) => path);
        assert.equal(asked.length, new Set(asked).size);
      });
    }
  }

  test('is never asked for twice, even when all the others are allowed', async () => {
    const ended = await run({
      storage: (request, response, count) =>
        (count === 0 ? exists : status(403))(request, response, count),
      inputs: { 'storage-path': pathsOf(20).join('\n') },
    });
    assertUnknown(ended, 'storage-denied', 'HTTP 403');
    const asked = ended.storageRequests.map(({ path }) => path);
    assert.equal(asked.length, new Set(asked).size);
    assert.ok(asked.length > 1);
  });
});

describe('an expectation', { concurrency: 4 }, () => {
  const FOUND = {
    file: { state: { exists: true, isFolder: false }, told: 'is a file' },
    folder: { state: { exists: true, isFolder: true }, told: 'is a folder' },
    nothing: { state: { exists: false, isFolder: false }, told: 'does not exist' },
  };
  const MET_BY = {
    exists: ['file', 'folder'],
    absent: ['nothing'],
    file: ['file'],
    folder: ['folder'],
  };

  for (const [expect, metBy] of Object.entries(MET_BY)) {
    for (const [what, { state, told }] of Object.entries(FOUND)) {
      for (const required of ['true', 'false']) {
        const met = metBy.includes(what);
        test(`${expect}, and there is ${what} (required ${required}): ${met ? 'met' : 'unmet'}`, async () => {
          const token = makeJwt();
          const ended = await run({
            tokens: [token],
            storage: (_, response) => json(response, state),
            inputs: {
              'storage-path': '/x/it',
              'storage-expect': expect,
              'storage-required': required,
            },
          });
          if (met) {
            assertPassed(ended);
          } else if (required === 'true') {
            assertFailed(ended, 'storage-gate-failed', expect, `/x/it ${told}`);
          } else {
            assert.deepEqual(ended.annotations, []);
            assert.equal(ended.exitCode, 0);
            assert.equal(ended.outputs.status, 'authenticated');
            assert.equal(ended.outputs['error-code'] ?? '', '');
            assert.ok(ended.log.some((line) => line.includes(`/x/it ${told}`)));
          }
          assert.equal(ended.outputs['storage-gate'], met ? 'passed' : 'failed');
          assert.equal(ended.outputs['storage-exists'], String(state.exists));
          assert.deepEqual(resultsOf(ended), [{ path: '/x/it', ...state, met }]);
          assert.equal(ended.outputs['access-token'], token);
          assert.equal(ended.env.ASPOSE_ACCESS_TOKEN, token);
        });
      }
    }
  }

  const mixed = [
    { expect: 'exists', unmet: ['/m/3', '/m/6'] },
    { expect: 'absent', unmet: ['/m/1', '/m/2', '/m/4', '/m/5'] },
    { expect: 'file', unmet: ['/m/2', '/m/3', '/m/5', '/m/6'] },
    { expect: 'folder', unmet: ['/m/1', '/m/3', '/m/4', '/m/6'] },
  ];
  for (const { expect, unmet } of mixed) {
    test(`${expect} of several names every path that is otherwise, and no other`, async () => {
      const ORDER = ['nothing', 'file', 'folder'] as const;
      const foundAt = (path: string) => FOUND[ORDER[Number(path.at(-1)) % 3] ?? 'nothing'];
      const paths = ['/m/6', '/m/2', '/m/5', '/m/1', '/m/4', '/m/3'];
      const ended = await run({
        storage: ({ path }, response) => json(response, foundAt(path).state),
        inputs: { 'storage-path': paths.join('\n'), 'storage-expect': expect },
      });
      assertFailed(ended, 'storage-gate-failed');
      const message = ended.annotations[0]?.message ?? '';
      assert.deepEqual(message.match(/\/m\/\d/g)?.toSorted(), unmet);
      for (const path of unmet) {
        assert.ok(message.includes(`${path} ${foundAt(path).told}`), message);
      }
      assert.equal(ended.outputs['storage-exists'], 'false');
      assert.deepEqual(
        resultsOf(ended),
        paths.map((path) => ({ path, ...foundAt(path).state, met: !unmet.includes(path) })),
      );
    });
  }

  test('unmet by more paths than an annotation holds names each of them in the log', async () => {
    const paths = pathsOf(300);
    const ended = await run({
      storage: answering('{"exists":false}'),
      inputs: { 'storage-path': paths.join('\n') },
    });
    assertFailed(ended, 'storage-gate-failed', '/folder/0 does not exist');
    const [message = ''] = ended.annotations.map((annotation) => annotation.message);
    assert.ok(message.length <= 4096, `${message.length} characters`);
    const named = message.match(/\/folder\/\d+/g)?.length ?? 0;
    assert.match(message, new RegExp(`\\b${paths.length - named} more\\b`));
    const plain = ended.log.filter((line) => !line.startsWith('::'));
    for (const path of paths) {
      assert.ok(
        plain.some((line) => line.endsWith(`${path} does not exist`)),
        path,
      );
    }
  });

  const ofStorage = [
    { expect: 'exists', there: true, met: true },
    { expect: 'exists', there: false, met: false },
    { expect: 'absent', there: true, met: false },
    { expect: 'absent', there: false, met: true },
  ];
  for (const { expect, there, met } of ofStorage) {
    test(`${expect} of the storage itself, which is ${there ? '' : 'not '}there`, async () => {
      const ended = await run({
        storage: (_, response) => json(response, { exists: there }),
        inputs: { 'storage-name': 'Reports', 'storage-expect': expect },
      });
      if (met) {
        assertPassed(ended);
      } else {
        assertFailed(ended, 'storage-gate-failed', 'Reports', there ? 'exists' : 'does not exist');
        assert.equal(ended.outputs['storage-gate'], 'failed');
      }
      assert.equal(ended.outputs['storage-exists'], String(there));
      assert.equal(ended.outputs['storage-results'], '[]');
    });
  }
});

describe('many paths', () => {
  test('are asked eight at a time over kept connections, and the results keep their order', async () => {
    const paths = pathsOf(400);
    let held: (() => void)[] = [];
    let most = 0;
    const releaseAll = () => {
      const released = held;
      held = [];
      for (const release of released) {
        release();
      }
    };
    const ended = await run({
      storage: (request, response, count) => {
        held.unshift(() => {
          const isOdd = /[13579]$/.test(request.path);
          json(response, { exists: isOdd, isFolder: false });
        });
        most = Math.max(most, held.length);
        // Answers wait for company: a ninth request would show, and the last few do not wait for ever.
        if (held.length >= 8 || count === 0) {
          setTimeout(releaseAll, 5);
        } else if (count === paths.length - 1) {
          setTimeout(releaseAll, 50);
        }
      },
      inputs: { 'storage-path': paths.join('\n'), 'storage-required': 'false' },
    });
    assert.equal(ended.exitCode, 0);
    assert.equal(most, 8);
    assert.equal(ended.storageRequests.length, paths.length);
    const connections = new Set(ended.storageRequests.map(({ remotePort }) => remotePort));
    assert.ok(connections.size <= 8, `${connections.size} connections`);
    assert.deepEqual(
      resultsOf(ended),
      paths.map((path, index) => ({
        path,
        exists: index % 2 === 1,
        isFolder: false,
        met: index % 2 === 1,
      })),
    );
  });
});

describe('the token', { concurrency: 4 }, () => {
  test('is published and masked before the storage is asked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-files-'));
    const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_ENV: join(folder, 'env') };
    for (const file of Object.values(files)) {
      writeFileSync(file, '');
    }
    const token = makeJwt();
    const seen: string[][] = [];
    const ended = await run({
      tokens: [token],
      storage: (_, response) => {
        seen.push(Object.values(files).map((file) => readFileSync(file, 'utf8')));
        return json(response, { exists: true });
      },
      inputs: { 'storage-path': '/a' },
      env: files,
    });
    rmSync(folder, { recursive: true });
    assert.equal(ended.exitCode, 0);
    const [[output = '', env = ''] = []] = seen;
    assert.match(output, new RegExp(`^access-token<<(\\S+)\n${token}\n\\1\n`, 'm'));
    assert.match(env, new RegExp(`^ASPOSE_ACCESS_TOKEN<<(\\S+)\n${token}\n\\1\n`, 'm'));
    // What fails from here on is a failure already, if the process should be killed.
    assert.match(output, /^status<<(\S+)\nfailed\n\1\n/m);
    assert.match(output, /^storage-gate<<(\S+)\nunknown\n\1\n/m);
    const masked = ended.log.indexOf(`::add-mask::${token}`);
    const asked = ended.log.findIndex((line) => line.startsWith('::debug::GET '));
    assert.ok(masked !== -1 && asked > masked, ended.log.join('\n'));
  });

  test('outlives a storage that fails', async () => {
    const token = makeJwt();
    const ended = await run({
      tokens: [token],
      storage: status(418),
      inputs: { 'storage-path': '/a' },
    });
    assertUnknown(ended, 'server-error', 'HTTP 418');
    assert.equal(ended.outputs['access-token'], token);
    assert.equal(ended.outputs['token-type'], 'Bearer');
    assert.match(ended.outputs['expires-in'] ?? '', /^3(600|59\d)$/);
    assert.equal(ended.env.ASPOSE_ACCESS_TOKEN, token);
    assert.ok(ended.masks.includes(token));
  });
});

describe('a listing', { concurrency: 4 }, () => {
  const row = {
    name: 'a.html',
    path: '/x/a.html',
    isFolder: false,
    size: 12,
    modifiedDate: '2026-01-31T12:34:56Z',
  };
  const folder = {
    name: 'sub',
    path: '/x/sub/',
    isFolder: true,
    size: 0,
    modifiedDate: '0001-01-01T00:00:00',
  };
  const good = [
    { what: 'empty', body: { value: [] }, files: [] },
    {
      what: 'files and folders in their order',
      body: { value: [folder, row] },
      files: [folder, row],
    },
    {
      what: 'keys in another case',
      body: {
        Value: [{ Name: 'a', Path: '/a', IsFolder: true, Size: 0, ModifiedDate: 'then' }],
      },
      files: [{ name: 'a', path: '/a', isFolder: true, size: 0, modifiedDate: 'then' }],
    },
    {
      what: 'what nobody asked for',
      body: { value: [{ ...row, eTag: 'x' }], code: 200 },
      files: [row],
    },
  ];
  for (const { what, body, files } of good) {
    test(`is understood: ${what}`, async () => {
      const text = JSON.stringify(body);
      assert.deepEqual(parseListing(answerOf(text)), files);
      const ended = await run({ storage: answering(text), inputs: { 'storage-list': '/x' } });
      assert.equal(ended.exitCode, 0);
      assert.equal(ended.outputs.status, 'authenticated');
      assert.equal(ended.outputs['storage-gate'], 'skipped');
      assert.deepEqual(JSON.parse(ended.outputs['storage-files'] ?? ''), files);
    });
  }

  const bad = [
    '',
    '[]',
    '{}',
    '{"value":null}',
    '{"value":{}}',
    '{"value":[null]}',
    '{"value":["a"]}',
    '{"value":[[]]}',
    '{"value":[{}]}',
    JSON.stringify({ value: [row, { ...row, name: 5 }] }),
    JSON.stringify({ value: [{ ...row, path: undefined }] }),
    JSON.stringify({ value: [{ ...row, isFolder: 'no' }] }),
    JSON.stringify({ value: [{ ...row, size: '12' }] }),
    '{"value":[],"Value":[]}',
    '<files/>',
  ];
  test('of any other shape is none', () => {
    for (const body of bad) {
      assert.throws(() => parseListing(answerOf(body)), { code: 'bad-response' }, body);
    }
  });

  for (const { code, error } of [
    { code: 200, error: 'bad-response' },
    { code: 403, error: 'storage-denied' },
    { code: 404, error: 'bad-response' },
    { code: 418, error: 'server-error' },
  ]) {
    test(`of ${code} without rows is ${error}, and takes nothing back`, async () => {
      const ended = await run({
        storage: routing({ 'storage/exists': exists, folder: answering('{"value":5}', code) }),
        inputs: { 'storage-path': '/a', 'storage-list': '/x' },
      });
      assertFailed(ended, error, `HTTP ${code}`);
      assert.equal(ended.outputs['storage-gate'], 'passed');
      assert.equal(ended.outputs['storage-exists'], 'true');
      assert.equal(ended.outputs['storage-files'] ?? '', '');
      assert.ok(ended.outputs['access-token']);
      assert.deepEqual(ended.routes, ['storage/exists', 'folder']);
    });
  }

  test('is not asked for when the gate has failed', async () => {
    const ended = await run({
      storage: answering('{"exists":false,"value":[]}'),
      inputs: { 'storage-path': '/a', 'storage-list': '/x' },
    });
    assertFailed(ended, 'storage-gate-failed');
    assert.deepEqual(ended.routes, ['storage/exists']);
  });

  test('is asked of the named storage, whose existence is then checked too', async () => {
    const ended = await run({
      storage: answering('{"exists":true,"value":[]}'),
      inputs: { 'storage-name': 'R & D', 'storage-list': '/x' },
    });
    assertPassed(ended);
    assert.deepEqual(
      ended.storageRequests.map(({ path }) => path),
      [
        `${API}storage/exist/storage?storageName=R%20%26%20D`,
        `${API}folder?path=%2Fx&storageName=R%20%26%20D`,
      ],
    );
  });
});

/** An answer of the storage, as the judging of it takes it. */
function answerOf(body: string): Answer {
  return {
    status: 200,
    body,
    purpose: 'The request',
    host: 'localhost',
    attempts: 1,
    retryAfter: undefined,
    location: undefined,
  };
}
