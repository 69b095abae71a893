import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator } from '../server.ts';
import {
  askToken,
  assertProblem,
  get,
  json,
  newFolder,
  STORAGE,
  sendRaw,
  start,
  UUID,
} from './support.ts';

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
      message: `Cannot listen on 127.0.0.1, port ${port}: the port is in use. Port 0 takes a free one.`,
    });
    for (const root of [file, join(folder, 'none')]) {
      const message = `The root is not a folder: ${root}. Create it first.`;
      await assert.rejects(startEmulator({ root }), { message });
    }
  });

  test('knows no other routes', async (t) => {
    const emulator = await start(t);
    for (const path of ['/', '/nope', `${STORAGE}/`, '//connect/token', '//x/connect/token']) {
      await assertProblem(await get(emulator, path), 404, 'NotFound');
    }
  });

  test('takes a slash at the end of a route, as the Python SDK sends it', async (t) => {
    const emulator = await start(t);
    assert.equal((await get(emulator, `${STORAGE}/exists/?path=/`)).status, 200);
    await assertProblem(await get(emulator, `${STORAGE}/exists//?path=/`), 404, 'NotFound');
  });

  test('names the methods that a route allows', async (t) => {
    const emulator = await start(t);
    const routes = {
      '/connect/token': 'POST',
      [`${STORAGE}/exists`]: 'GET',
      [`${STORAGE}/exist`]: 'GET',
      [`${STORAGE}/exists/storage`]: 'GET',
      [`${STORAGE}/exist/storage`]: 'GET',
      [`${STORAGE}/disc/usage`]: 'GET',
      '/v4.0/html/folder': 'GET, POST, DELETE',
      '/v4.0/html/file': 'GET, POST, DELETE',
    };
    for (const [path, allowed] of Object.entries(routes)) {
      const response = await fetch(emulator.url + path, { method: 'PUT' });
      assert.equal(response.headers.get('allow'), allowed);
      await assertProblem(response, 405, 'MethodNotAllowed');
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
