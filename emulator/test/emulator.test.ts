import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { parse } from 'yaml';
import { DEFAULTS, type Emulator, type EmulatorOptions, startEmulator } from '../server.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const STORAGE = '/v4.0/html/storage';
const isWindows = process.platform === 'win32';

async function start(t: TestContext, options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  t.after(() => emulator.close());
  return emulator;
}

async function newFolder(t: TestContext): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'emulator-test-')));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function askToken(emulator: Emulator, overrides: Record<string, string | undefined> = {}) {
  const { clientId, clientSecret } = emulator;
  const fields = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...overrides,
  };
  const given = Object.entries(fields).filter((field): field is [string, string] => !!field[1]);
  return fetch(`${emulator.url}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams(given),
  });
}

async function get(emulator: Emulator, path: string, token?: string): Promise<Response> {
  const authorization = `Bearer ${token ?? (await emulator.issueToken())}`;
  return fetch(emulator.url + path, { headers: { authorization } });
}

async function json(response: Response): Promise<Record<string, unknown>> {
  assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
  return (await response.json()) as Record<string, unknown>;
}

async function getJson(emulator: Emulator, path: string): Promise<unknown> {
  const response = await get(emulator, path);
  assert.equal(response.status, 200);
  return json(response);
}

async function assertProblem(response: Response, status: number, code: string): Promise<void> {
  assert.equal(response.status, status);
  const body = await json(response);
  assert.deepEqual(Object.keys(body), ['requestId', 'error']);
  assert.match(String(body.requestId), UUID);
  const error = body.error as Record<string, unknown>;
  assert.deepEqual(Object.keys(error), [
    'code',
    'message',
    'description',
    'dateTime',
    'innerError',
  ]);
  assert.equal(error.code, code);
  assert.ok(error.message && error.description);
  assert.ok(!Number.isNaN(Date.parse(String(error.dateTime))));
  assert.equal(error.innerError, null);
}

/** What the server writes on one connection of its own in answer to raw bytes. */
async function sendRaw(emulator: Emulator, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
  socket.write(bytes, 'latin1');
  return text(socket);
}

describe('token endpoint', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ tokenLifetimeSeconds: 1234 });
  });
  after(() => emulator.close());

  test('answers a right pair with a token as the service makes them', async () => {
    const response = await askToken(emulator);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const body = await json(response);
    assert.deepEqual(Object.keys(body), ['access_token', 'expires_in', 'token_type']);
    assert.equal(body.expires_in, 1234);
    assert.equal(body.token_type, 'Bearer');

    const token = String(body.access_token);
    assert.deepEqual(decodeProtectedHeader(token), { alg: 'RS256', typ: 'JWT' });
    const { nbf, exp, client_default_storage, client_identity_user_id, ...claims } =
      decodeJwt(token);
    const scope = ['api.billing', 'api.identity', 'api.products', 'api.storage'];
    assert.deepEqual(claims, {
      iss: emulator.url,
      aud: [`${emulator.url}/resources`, ...scope],
      client_id: emulator.clientId,
      scope,
    });
    assert.equal(Number(exp) - Number(nbf), 1234);
    assert.ok(Math.abs(Number(nbf) - Date.now() / 1000) < 60);
    assert.match(String(client_default_storage), UUID);
    assert.ok(client_identity_user_id);
    assert.equal((await get(emulator, `${STORAGE}/exists?path=/`, token)).status, 200);
  });

  const refusals: [string, Record<string, string | undefined>, string][] = [
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no grant', { grant_type: undefined }, 'unsupported_grant_type'],
    ['no client id', { client_id: undefined }, 'invalid_request'],
    ['no client secret', { client_secret: undefined }, 'invalid_request'],
    ['a wrong client id', { client_id: 'nobody' }, 'invalid_client'],
    ['a wrong client secret', { client_secret: 'wrong' }, 'invalid_client'],
  ];
  for (const [name, fields, error] of refusals) {
    test(`refuses ${name}`, async () => {
      const response = await askToken(emulator, fields);
      assert.equal(response.status, 400);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.deepEqual(await json(response), { error });
    });
  }

  test('refuses a right pair that is not a form', async () => {
    const fields = `grant_type=client_credentials&client_id=${emulator.clientId}&client_secret=${emulator.clientSecret}`;
    for (const type of ['application/json', 'text/plain']) {
      const response = await fetch(`${emulator.url}/connect/token`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: fields,
      });
      assert.equal(response.status, 400);
      assert.deepEqual(await json(response), { error: 'invalid_request' });
    }
  });

  test('decodes the form, and takes the credentials it is given', async (t) => {
    const clientSecret = 'a+b&c%d=e f/ü';
    const given = await start(t, { clientId: 'my app', clientSecret });
    assert.equal(given.clientId, 'my app');
    assert.equal(given.clientSecret, clientSecret);
    assert.equal((await askToken(given)).status, 200);
    assert.equal((await askToken(given, { client_secret: 'a b' })).status, 400);
  });

  test('locks a pair for ten minutes after five failures, and only that pair', async (t) => {
    let clock = Date.now();
    const locking = await start(t, { now: () => clock });
    const status = async (fields: Record<string, string>) =>
      (await askToken(locking, fields)).status;
    const wrong = { client_secret: 'wrong' };
    const failFiveTimes = async () => {
      for (let count = 0; count < 5; count += 1) assert.equal(await status(wrong), 400);
    };

    await failFiveTimes();
    const locked = await askToken(locking, wrong);
    assert.equal(locked.headers.get('retry-after'), '600');
    assert.equal(locked.headers.get('cache-control'), 'no-store');
    await assertProblem(locked, 429, 'TooManyRequests');
    assert.equal(await status({ client_secret: 'wrong too' }), 400);
    assert.equal(await status({ ...wrong, client_id: 'nobody' }), 400);
    assert.equal(await status({}), 200);

    clock += 599_999;
    assert.equal(await status(wrong), 429);
    clock += 1;
    await failFiveTimes();
    assert.equal(await status(wrong), 429);
  });
});

describe('access to the storage', () => {
  const routes = [
    `${STORAGE}/exists?path=/`,
    `${STORAGE}/exist?path=/`,
    `${STORAGE}/exists/storage?storageName=emulator`,
    `${STORAGE}/exist/storage?storageName=emulator`,
    '/v4.0/html/folder?path=/',
  ];
  for (const route of routes) {
    test(`needs a token: ${route}`, async (t) => {
      const emulator = await start(t);
      const none = await fetch(emulator.url + route);
      assert.equal(none.status, 401);
      assert.equal(none.headers.get('www-authenticate'), 'Bearer');
      assert.equal(await none.text(), '');
      await assertProblem(await get(emulator, route, 'no-token'), 401, 'Unauthorized');
      assert.equal((await get(emulator, route)).status, 200);
    });
  }

  test('refuses every token but a valid one', async (t) => {
    const emulator = await start(t);
    const other = await start(t);
    const route = `${STORAGE}/exists?path=/`;
    const token = await emulator.issueToken();
    const [header, , signature] = token.split('.');
    const claims = { ...decodeJwt(token), exp: 9_999_999_999 };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const refused = {
      expired: await emulator.issueToken({ lifetimeSeconds: -1 }),
      'not valid yet': await emulator.issueToken({ nbf: 9_999_999_999 }),
      'without expiry': await emulator.issueToken({ exp: undefined }),
      'from another issuer': await emulator.issueToken({ iss: other.url }),
      'signed by another key': await other.issueToken({ iss: emulator.url }),
      tampered: `${header}.${forged}.${signature}`,
      unsigned: `${unsigned}.${forged}.`,
    };
    for (const [name, bad] of Object.entries(refused)) {
      assert.equal((await get(emulator, route, bad)).status, 401, name);
    }
    for (const authorization of [token, `Basic ${token}`, 'Bearer ', `Bearer ${token} x`]) {
      const response = await fetch(emulator.url + route, { headers: { authorization } });
      await assertProblem(response, 401, 'Unauthorized');
    }
    const headers = { authorization: `bearer ${token}` };
    assert.equal((await fetch(emulator.url + route, { headers })).status, 200);
  });

  test('ends with the lifetime of the token', async (t) => {
    let clock = Date.UTC(2030, 0, 1);
    const emulator = await start(t, { now: () => clock });
    const token = await emulator.issueToken({ lifetimeSeconds: 100 });
    clock += 99_000;
    assert.equal((await get(emulator, `${STORAGE}/exists?path=/`, token)).status, 200);
    clock += 1000;
    assert.equal((await get(emulator, `${STORAGE}/exists?path=/`, token)).status, 401);
  });

  test('takes the tokens of the issuers it is told to trust', async (t) => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const issuer = 'https://issuer.example';
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] };
    const sign = (iss: string, expiry: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(iss)
        .setExpirationTime(expiry)
        .sign(privateKey);
    const trusting = await start(t, { issuers: [{ issuer, jwks }] });
    const plain = await start(t);
    const route = `${STORAGE}/exists?path=/`;
    const token = await sign(issuer, '1h');
    assert.equal((await get(trusting, route, token)).status, 200);
    assert.equal((await get(trusting, route)).status, 200);
    assert.equal((await get(plain, route, token)).status, 401);
    assert.equal((await get(trusting, route, await sign(issuer, '-1s'))).status, 401);
    assert.equal((await get(trusting, route, await sign('https://x.example', '1h'))).status, 401);
  });

  test('issueToken replaces claims', async (t) => {
    const emulator = await start(t, { tokenLifetimeSeconds: 50 });
    const usual = decodeJwt(await emulator.issueToken());
    assert.equal(Number(usual.exp) - Number(usual.nbf), 50);
    const token = decodeJwt(await emulator.issueToken({ lifetimeSeconds: 7, client_id: 'x' }));
    assert.equal(Number(token.exp) - Number(token.nbf), 7);
    assert.equal(token.client_id, 'x');
    assert.equal('lifetimeSeconds' in token, false);
  });
});

describe('storage', () => {
  const ABSENT = { exists: false, isFolder: false };
  const FILE = { exists: true, isFolder: false };
  const FOLDER = { exists: true, isFolder: true };
  let parent: string;
  let emulator: Emulator;

  // parent/outside.txt and parent/root-twin/ are what must not be reached from parent/root.
  before(async () => {
    parent = await mkdtemp(join(tmpdir(), 'emulator-test-'));
    const root = join(parent, 'root');
    await mkdir(join(root, 'docs', 'old files'), { recursive: true });
    await mkdir(join(root, 'empty'));
    await mkdir(join(parent, 'root-twin'));
    await writeFile(join(parent, 'root-twin', 'twin.txt'), 'twin');
    await writeFile(join(parent, 'outside.txt'), 'outside');
    await writeFile(join(root, 'docs', 'b & ü+.html'), 'four');
    await writeFile(join(root, 'docs', 'Z.html'), '');
    await writeFile(join(root, 'docs', '..dots'), 'dots');
    await mkdir(join(root, '..folder'));
    const date = new Date('2026-01-31T12:34:56Z');
    await utimes(join(root, 'docs', 'b & ü+.html'), date, date);
    // A junction needs no privilege on Windows; elsewhere the type is ignored.
    await symlink(join(parent, 'root-twin'), join(root, 'docs', 'link-out'), 'junction');
    await symlink(join(root, 'empty'), join(root, 'docs', 'link-in'), 'junction');
    emulator = await startEmulator({ root });
  });
  after(async () => {
    await emulator.close();
    await rm(parent, { recursive: true, force: true });
  });

  const objects: [string, unknown][] = [
    ['/', FOLDER],
    ['/docs', FOLDER],
    ['docs', FOLDER],
    ['/docs/', FOLDER],
    ['docs/old files', FOLDER],
    ['/docs/b & ü+.html', FILE],
    ['docs/b & ü+.html', FILE],
    ['docs/..dots', FILE],
    ['..folder', FOLDER],
    ['docs/link-in', FOLDER],
    ['/docs/none.html', ABSENT],
    ['/docs/Z.html/', ABSENT],
    ['/docs/Z.html/x', ABSENT],
    ['/docs\0', ABSENT],
    ['\0', ABSENT],
    [`/${'x'.repeat(5000)}`, ABSENT],
    ['..', ABSENT],
    ['.', ABSENT],
    ['../outside.txt', ABSENT],
    ['/../outside.txt', ABSENT],
    ['docs/../../outside.txt', ABSENT],
    ['docs\\..\\..\\outside.txt', ABSENT],
    ['docs/../docs', ABSENT],
    ['../root-twin/twin.txt', ABSENT],
    ['%2e%2e/outside.txt', ABSENT],
    ['docs/link-out', ABSENT],
    ['docs/link-out/twin.txt', ABSENT],
  ];
  for (const [path, expected] of objects) {
    test(`object exists: ${JSON.stringify(path).slice(0, 40)}`, async () => {
      const query = `?path=${encodeURIComponent(path)}`;
      assert.deepEqual(await getJson(emulator, `${STORAGE}/exists${query}`), expected);
      assert.deepEqual(await getJson(emulator, `${STORAGE}/exist${query}`), expected);
    });
  }

  test('an absolute path of the machine is a path in the root', async () => {
    for (const path of [join(parent, 'outside.txt'), join(emulator.root, 'docs')]) {
      const query = `?path=${encodeURIComponent(path)}`;
      assert.deepEqual(await getJson(emulator, `${STORAGE}/exists${query}`), ABSENT);
    }
  });

  test('dots are dots, encoded or not', async () => {
    for (const path of ['../outside.txt', '%2e%2e/outside.txt', '%2E%2E%2Foutside.txt']) {
      assert.deepEqual(await getJson(emulator, `${STORAGE}/exists?path=${path}`), ABSENT);
    }
  });

  test('links to files lead nowhere when they leave the root', {
    skip: isWindows && 'a link to a file needs a privilege on Windows',
  }, async () => {
    await symlink(join(parent, 'outside.txt'), join(emulator.root, 'out.txt'));
    await symlink(join(emulator.root, 'none'), join(emulator.root, 'dangling'));
    await symlink(join(emulator.root, 'loop'), join(emulator.root, 'loop'));
    for (const path of ['out.txt', 'dangling', 'loop']) {
      assert.deepEqual(await getJson(emulator, `${STORAGE}/exists?path=${path}`), ABSENT);
    }
  });

  test('object exists: other parameters', async () => {
    const exists = (query: string) => getJson(emulator, `${STORAGE}/exists?path=docs${query}`);
    assert.deepEqual(await exists('&versionId=3'), FOLDER);
    assert.deepEqual(await exists('&storageName=emulator'), FOLDER);
    assert.deepEqual(await exists('&storageName='), FOLDER);
    assert.deepEqual(await exists('&storageName=other'), ABSENT);
    await assertProblem(await get(emulator, `${STORAGE}/exists`), 400, 'BadRequest');
    await assertProblem(await get(emulator, `${STORAGE}/exists?path=`), 400, 'BadRequest');
  });

  test('storage exists', async (t) => {
    const named = await start(t, { storageName: 'my storage' });
    assert.equal(named.storageName, 'my storage');
    for (const route of [`${STORAGE}/exist/storage`, `${STORAGE}/exists/storage`]) {
      const ask = (query: string) => getJson(named, `${route}?${query}`);
      assert.deepEqual(await ask('storageName=my%20storage'), { exists: true });
      assert.deepEqual(await ask('storageName=emulator'), { exists: false });
      await assertProblem(await get(named, route), 400, 'BadRequest');
    }
  });

  test('lists a folder by name, without what leads out of the root', async () => {
    const expected = {
      value: [
        { name: '..dots', isFolder: false, size: 4, path: '/docs/..dots' },
        { name: 'Z.html', isFolder: false, size: 0, path: '/docs/Z.html' },
        { name: 'b & ü+.html', isFolder: false, size: 4, path: '/docs/b & ü+.html' },
        { name: 'link-in', isFolder: true, size: 0, path: '/docs/link-in/' },
        { name: 'old files', isFolder: true, size: 0, path: '/docs/old files/' },
      ],
    };
    for (const path of ['/docs', 'docs', '/docs/', '//docs//']) {
      const listing = await getJson(emulator, `/v4.0/html/folder?path=${path}`);
      const { value } = listing as { value: Record<string, unknown>[] };
      const dates = value.map(({ modifiedDate }) => modifiedDate);
      assert.deepEqual({ value: value.map(({ modifiedDate: _, ...row }) => row) }, expected);
      assert.equal(dates[2], '2026-01-31T12:34:56.000Z');
      assert.deepEqual(dates.slice(3), ['0001-01-01T00:00:00', '0001-01-01T00:00:00']);
    }
  });

  test('lists the root, an empty folder, and the storage by its name', async () => {
    const list = async (query: string) => {
      const { value } = (await getJson(emulator, `/v4.0/html/folder?${query}`)) as {
        value: { path: string }[];
      };
      return value.map(({ path }) => path);
    };
    assert.deepEqual(await list('path=/'), ['/..folder/', '/docs/', '/empty/']);
    assert.deepEqual(await list('path=/&storageName=emulator'), [
      '/..folder/',
      '/docs/',
      '/empty/',
    ]);
    assert.deepEqual(await list('path=empty'), []);
  });

  const noFolders = ['none', 'docs/Z.html', '..', 'docs/link-out', 'docs%00'];
  for (const path of [...noFolders, 'docs&storageName=other']) {
    test(`no folder: ${path}`, async () => {
      await assertProblem(await get(emulator, `/v4.0/html/folder?path=${path}`), 404, 'NotFound');
    });
  }

  test('a listing without a path is a bad request', async () => {
    await assertProblem(await get(emulator, '/v4.0/html/folder'), 400, 'BadRequest');
  });
});

describe('server', () => {
  test('everything has a default', async (t) => {
    const emulator = await start(t);
    const other = await start(t);
    assert.match(emulator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.notEqual(emulator.url, other.url);
    assert.match(emulator.clientId, UUID);
    assert.match(emulator.clientSecret, /^[\da-f]{32}$/);
    assert.equal(emulator.storageName, 'emulator');
    assert.deepEqual(await readdir(emulator.root), []);
    assert.notEqual(emulator.root, other.root);
    assert.deepEqual(emulator.requests, []);
    const { expires_in } = await json(await askToken(emulator));
    assert.equal(expires_in, 3600);
  });

  test('listens where it is told to', async (t) => {
    const first = await startEmulator({ host: 'localhost' });
    await first.close();
    const port = Number(new URL(first.url).port);
    const second = await start(t, { host: 'localhost', port });
    assert.equal(second.url, `http://localhost:${port}`);
    assert.equal((await askToken(second)).status, 200);
  });

  test('does not start on a port in use, or on a root that is no folder', async (t) => {
    const folder = await newFolder(t);
    const file = join(folder, 'file.txt');
    await writeFile(file, '');
    const { url } = await start(t);
    const port = Number(new URL(url).port);
    await assert.rejects(startEmulator({ port }), {
      message: `Cannot listen on 127.0.0.1, port ${port}: the port is in use.`,
    });
    for (const root of [file, join(folder, 'none')]) {
      const message = `The root is not a folder: ${root}`;
      await assert.rejects(startEmulator({ root }), { message });
    }
  });

  test('knows no other routes', async (t) => {
    const emulator = await start(t);
    for (const path of ['/', '/nope', `${STORAGE}/`, '//connect/token', '//x/connect/token']) {
      await assertProblem(await get(emulator, path), 404, 'NotFound');
    }
  });

  test('names the method that a route allows', async (t) => {
    const emulator = await start(t);
    const routes = {
      '/connect/token': 'POST',
      [`${STORAGE}/exists`]: 'GET',
      [`${STORAGE}/exist`]: 'GET',
      [`${STORAGE}/exists/storage`]: 'GET',
      [`${STORAGE}/exist/storage`]: 'GET',
      '/v4.0/html/folder': 'GET',
    };
    for (const [path, allowed] of Object.entries(routes)) {
      for (const method of [allowed === 'GET' ? 'POST' : 'GET', 'DELETE']) {
        const response = await fetch(emulator.url + path, { method });
        assert.equal(response.headers.get('allow'), allowed);
        await assertProblem(response, 405, 'MethodNotAllowed');
      }
    }
  });

  test('answers a malformed URL with 400, and goes on', async (t) => {
    const emulator = await start(t);
    for (const bad of ['%', '%zz', '%ff', '%c3%28']) {
      const response = await get(emulator, `${STORAGE}/exists?path=${bad}`);
      await assertProblem(response, 400, 'BadRequest');
    }
    const end = 'HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    for (const line of ['GET http://[ ', 'GET x/y ', 'OPTIONS * ', 'GET /\x01 ', 'nonsense\r\n']) {
      assert.match(await sendRaw(emulator, line + end), /^HTTP\/1\.1 400 /, line);
    }
    const absolute = `GET http://example.org/v4.0/html/folder ${end}`;
    assert.match(await sendRaw(emulator, absolute), /^HTTP\/1\.1 401 /);
  });

  test('takes a body of 64 KiB and no more', async (t) => {
    const emulator = await start(t);
    const send = (length: number) =>
      fetch(`${emulator.url}/connect/token`, { method: 'POST', body: 'x'.repeat(length) });
    assert.equal((await send(64 * 1024)).status, 400);
    await assertProblem(await send(64 * 1024 + 1), 413, 'PayloadTooLarge');
    await assertProblem(await send(8_000_000), 413, 'PayloadTooLarge');
    assert.deepEqual(
      emulator.requests.map(({ body }) => body.length),
      [64 * 1024, 0, 0],
    );
  });

  test('answers JSON whatever is accepted', async (t) => {
    const emulator = await start(t);
    const authorization = `Bearer ${await emulator.issueToken()}`;
    const response = await fetch(`${emulator.url}${STORAGE}/exists?path=/`, {
      headers: { authorization, accept: 'application/xml' },
    });
    assert.deepEqual(await json(response), { exists: true, isFolder: true });
  });

  test('answers its own failure with 500, and goes on', async (t) => {
    let isBroken = true;
    const emulator = await start(t, {
      now: () => {
        if (isBroken) throw new Error('no clock');
        return Date.now();
      },
    });
    await assertProblem(await askToken(emulator), 500, 'InternalServerError');
    isBroken = false;
    assert.equal((await askToken(emulator)).status, 200);
  });

  test('keeps connections alive', async (t) => {
    const emulator = await start(t);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    const ask = async () => {
      const request = httpRequest(emulator.url, { agent });
      request.end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      await text(response);
      return { version: response.httpVersion, reused: request.reusedSocket };
    };
    assert.deepEqual(await ask(), { version: '1.1', reused: false });
    assert.deepEqual(await ask(), { version: '1.1', reused: true });
  });

  test('records every request, and reports it before it is answered', async (t) => {
    const log: unknown[] = [];
    const emulator = await start(t, { requestLog: (entry) => log.push(entry) });
    const path = `${STORAGE}/exists?path=/a%20b`;
    await askToken(emulator, { client_secret: 'x y' });
    assert.equal(log.length, 1);
    await get(emulator, path, 'bad');
    assert.equal(log.length, 2);
    const rows = emulator.requests.map(({ headers: _, ...row }) => row);
    const body = `grant_type=client_credentials&client_id=${emulator.clientId}&client_secret=x+y`;
    assert.deepEqual(rows, [
      { method: 'POST', path: '/connect/token', authorization: false, body, status: 400 },
      { method: 'GET', path, authorization: true, body: '', status: 401 },
    ]);
    assert.equal(emulator.requests[1]?.headers.authorization, 'Bearer bad');
    assert.deepEqual(log, emulator.requests);
  });

  test('close() ends idle and busy connections, and removes only its own folder', async (t) => {
    const log: unknown[] = [];
    const root = await newFolder(t);
    const emulator = await startEmulator({ root, requestLog: (entry) => log.push(entry) });
    const temporary = await startEmulator();
    const port = Number(new URL(emulator.url).port);
    const idle = connect(port, '127.0.0.1');
    const busy = connect(port, '127.0.0.1');
    const ended = [idle, busy].map((socket) => text(socket).catch(() => ''));
    busy.write('POST /connect/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\npart');
    while (emulator.requests.length === 0) await sleep(5);

    await Promise.all([emulator.close(), temporary.close()]);
    assert.deepEqual(await Promise.all(ended), ['', '']);
    await assert.rejects(fetch(emulator.url));
    await emulator.close();
    assert.equal(existsSync(root), true);
    assert.equal(existsSync(temporary.root), false);
    assert.equal(emulator.requests[0]?.status, undefined);
    assert.deepEqual(log, []);
  });
});

describe('command line', () => {
  const cli = join(import.meta.dirname, '../cli.ts');

  function run(t: TestContext, args: string[], temporary = tmpdir()) {
    const env = { ...process.env, TMPDIR: temporary, TEMP: temporary };
    const child = spawn(process.execPath, [cli, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    t.after(() => child.kill('SIGKILL'));
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk;
    });
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null }));
    return { child, output, ended };
  }

  /** Starts the emulator and waits for its settings, which end with an empty line. */
  async function serve(t: TestContext, args: string[]) {
    const { child, output, ended } = run(t, args);
    while (!output.stdout.includes('client-secret:') || !output.stdout.endsWith('\n\n')) {
      assert.equal(child.exitCode, null, output.stderr);
      await sleep(5);
    }
    const settings = output.stdout;
    const url = /URL +(http:\S+)/.exec(settings)?.[1] ?? '';
    const yaml: unknown = parse(settings.split('In the workflow:\n')[1] ?? '');
    const logged = () => output.stdout.slice(settings.length).trimEnd().split('\n');
    return { child, output, ended, settings, url, yaml, logged };
  }

  test('prints its settings, serves, logs, and ends on a signal with 0', async (t) => {
    const root = await newFolder(t);
    const { child, ended, output, settings, url, yaml, logged } = await serve(t, ['--root', root]);
    const { clientId, clientSecret } = DEFAULTS;
    for (const setting of [root, 'emulator', '3600 seconds', clientId, clientSecret]) {
      assert.ok(settings.includes(setting), setting);
    }
    const expected = { 'base-url': url, 'client-id': clientId, 'client-secret': clientSecret };
    assert.deepEqual(yaml, { with: expected });

    const served = { ...expected, url, clientId, clientSecret } as unknown as Emulator;
    const token = String((await json(await askToken(served))).access_token);
    await writeFile(join(root, 'a b.txt'), '');
    const found = await get(served, `${STORAGE}/exists?path=/a%20b.txt`, token);
    assert.deepEqual(await json(found), { exists: true, isFolder: false });
    await get(served, `/nope?secret=${clientSecret}&path=/`, token);
    // Bytes that would steer a terminal are refused before they are a request.
    await sendRaw(served, 'GET /\x9b2J HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');

    child.kill('SIGTERM');
    const { code } = await ended;
    if (!isWindows) assert.equal(code, 0);
    assert.equal(output.stderr, '');
    assert.deepEqual(logged(), [
      'POST /connect/token 200',
      `GET ${STORAGE}/exists?path=/a%20b.txt 200`,
      'GET /nope?… 404',
    ]);
  });

  test('takes every setting, does not repeat a given secret, survives a double Ctrl+C', {
    skip: isWindows && 'signals end a process at once on Windows',
  }, async (t) => {
    const given = {
      host: '0.0.0.0',
      'client-id': 'me: 1e3',
      'client-secret': 'not+for%display',
      'token-lifetime': '77',
      'storage-name': 'my storage',
    };
    const args = Object.entries(given).map(([name, value]) => `--${name}=${value}`);
    const { child, ended, output, settings, url, yaml } = await serve(t, args);
    const folder = /storage folder +(\S+)/.exec(settings)?.[1] ?? '';
    assert.ok(existsSync(folder));
    assert.deepEqual(yaml, {
      with: { 'base-url': url, 'allow-http': true, 'client-id': 'me: 1e3', 'client-secret': '…' },
    });
    const emulator = { url, clientId: given['client-id'], clientSecret: given['client-secret'] };
    const answer = await json(await askToken(emulator as Emulator));
    assert.equal(answer.expires_in, 77);
    const route = `${STORAGE}/exist/storage?storageName=my%20storage`;
    const named = await get(emulator as Emulator, route, String(answer.access_token));
    assert.deepEqual(await json(named), { exists: true });

    child.kill('SIGINT');
    child.kill('SIGINT');
    assert.deepEqual(await ended, { code: 0 });
    assert.equal(existsSync(folder), false);
    const shown = output.stdout + output.stderr;
    assert.ok(!shown.includes('not+for') && !shown.includes(String(answer.access_token)));
  });

  const mistakes: [string[], RegExp][] = [
    [['--nope=hidden'], /Unknown option '--nope'/],
    [['hidden'], /Every setting is an option/],
    [['--port'], /'--port <value>' argument missing/],
    [['--client-secret', '--hidden'], /'--client-secret' argument is ambiguous/],
    [['--port', '65536'], /'--port' is a whole number from 0 to 65535/],
    [['--port', '1e3'], /'--port' is a whole number/],
    [['--token-lifetime', '0'], /'--token-lifetime' is a whole number from 1 /],
    [['--client-id='], /'--client-id' is empty/],
  ];
  test('a mistake in the options is one sentence and exit 2', async (t) => {
    await Promise.all(
      mistakes.map(async ([args, sentence]) => {
        const { ended, output } = run(t, args);
        assert.deepEqual(await ended, { code: 2 }, args.join(' '));
        assert.match(output.stderr, sentence);
        assert.match(output.stderr, /^[^\n]+\.\n$/);
        assert.doesNotMatch(output.stderr, /hidden/);
        assert.equal(output.stdout, '');
      }),
    );
  });

  test('an unusable root or port is one sentence and exit 1', async (t) => {
    const { url } = await start(t);
    const port = new URL(url).port;
    const cases: [string[], string][] = [
      [['--root', cli], `The root is not a folder: ${cli}\n`],
      [['--port', port], `Cannot listen on 127.0.0.1, port ${port}: the port is in use.\n`],
    ];
    const temporary = await newFolder(t);
    for (const [args, sentence] of cases) {
      const { ended, output } = run(t, args, temporary);
      assert.deepEqual(await ended, { code: 1 });
      assert.deepEqual(output, { stdout: '', stderr: sentence });
    }
    assert.deepEqual(await readdir(temporary), []);
  });

  test('--help names every option', async (t) => {
    const { ended, output } = run(t, ['--help']);
    assert.deepEqual(await ended, { code: 0 });
    const options = [...output.stdout.matchAll(/^ {2}(--\S+)/gm)].map(([, name]) => name);
    assert.deepEqual(options, [
      '--port',
      '--host',
      '--root',
      '--client-id',
      '--client-secret',
      '--token-lifetime',
      '--storage-name',
      '--help',
    ]);
  });
});
