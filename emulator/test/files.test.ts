import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator, EmulatorOptions } from '../server.ts';
import { assertProblem, getJson, isWindows, json, newFolder, start } from './support.ts';

const FILE = '/v4.0/html/file';
const FOLDER = '/v4.0/html/folder';

/** An emulator whose root has a neighbour, `outside`, that nothing may reach. */
async function startWithFiles(
  t: TestContext,
  files: Readonly<Record<string, string>> = {},
  options: EmulatorOptions = {},
): Promise<Emulator & { outside: string }> {
  const parent = await newFolder(t);
  const [root, outside] = [join(parent, 'root'), join(parent, 'outside')];
  await mkdir(root);
  await mkdir(outside);
  await writeFile(join(outside, 'secret.txt'), 'outside');
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return { ...(await start(t, { ...options, root })), outside };
}

async function send(emulator: Emulator, method: string, route: string, body?: FormData | string) {
  const authorization = `Bearer ${await emulator.issueToken()}`;
  const url = emulator.url + route;
  return fetch(url, { method, headers: { authorization }, ...(body && { body }) });
}

function form(...files: [name: string, content: string | Uint8Array<ArrayBuffer>][]): FormData {
  const data = new FormData();
  for (const [name, content] of files) data.append('File', new Blob([content]), name);
  return data;
}

function upload(emulator: Emulator, path: string, ...files: Parameters<typeof form>) {
  return send(emulator, 'POST', `${FILE}?path=${encodeURIComponent(path)}`, form(...files));
}

describe('upload', () => {
  test('stores the bytes in the folder that the path names, which it makes', async (t) => {
    const emulator = await startWithFiles(t);
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    const response = await upload(emulator, '/a b/ü', ['b & ü+.html', bytes]);
    assert.equal(response.status, 200);
    assert.deepEqual(await json(response), { uploaded: ['b & ü+.html'], errors: [] });
    const stored = await readFile(join(emulator.root, 'a b', 'ü', 'b & ü+.html'));
    assert.ok(stored.equals(bytes));
  });

  test('stores several files, in the root too, and replaces what is there', async (t) => {
    const emulator = await startWithFiles(t, { 'one.txt': 'old and long' });
    const response = await upload(emulator, '/', ['one.txt', 'new'], ['two.txt', '']);
    assert.deepEqual(await json(response), { uploaded: ['one.txt', 'two.txt'], errors: [] });
    assert.equal(await readFile(join(emulator.root, 'one.txt'), 'utf8'), 'new');
    assert.equal(await readFile(join(emulator.root, 'two.txt'), 'utf8'), '');
    assert.deepEqual(await readdir(emulator.root), ['one.txt', 'two.txt']);
  });

  test('takes a path that ends in the name of the file as the path of the file', async (t) => {
    const emulator = await startWithFiles(t, { 'folder/x.txt/y': '' });
    for (const path of ['/docs/a.txt', 'docs/a.txt', '/a.txt', 'a.txt', '/folder/x.txt']) {
      const name = path.endsWith('x.txt') ? 'x.txt' : 'a.txt';
      assert.equal((await upload(emulator, path, [name, 'text'])).status, 200);
    }
    const files = (await readdir(emulator.root, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(emulator.root.length + 1));
    const expected = ['a.txt', 'docs/a.txt', 'folder/x.txt/x.txt', 'folder/x.txt/y'];
    assert.deepEqual(
      files.sort(),
      expected.map((path) => join(path)),
    );
  });

  test('does not leave the root, nor write where a file or folder is in the way', async (t) => {
    const emulator = await startWithFiles(t, { 'file.txt': 'file', 'folder/a': '' });
    await symlink(emulator.outside, join(emulator.root, 'link-out'), 'junction');
    const refused: [path: string, name: string, status: number][] = [
      ['..', 'x', 404],
      ['/../outside', 'x', 404],
      ['folder/../../outside', 'x', 404],
      ['folder\\..\\..\\outside', 'x', 404],
      ['link-out', 'x', 404],
      ['link-out/deeper', 'x', 404],
      ['/link-out/x', 'x', 404],
      ['file.txt', 'x', 404],
      ['a\0', 'x', 404],
      ['/', 'folder', 409],
      ['/', '..', 400],
      ['/', '.aspose-upload-1', 400],
    ];
    for (const [path, name, status] of refused) {
      const response = await upload(emulator, path, [name, 'text']);
      assert.equal(response.status, status, `${path} ${name}`);
    }
    const encoded = await send(emulator, 'POST', `${FILE}?path=%2e%2e%2Foutside`, form(['x', '']));
    assert.equal(encoded.status, 404);
    assert.deepEqual(await readdir(emulator.outside), ['secret.txt']);
    assert.deepEqual((await readdir(emulator.root)).sort(), ['file.txt', 'folder', 'link-out']);
    assert.deepEqual(await readdir(join(emulator.root, 'folder')), ['a']);
  });

  test('drops the folders of a file name', async (t) => {
    const emulator = await startWithFiles(t);
    const response = await upload(emulator, '/', ['../../outside/x.txt', 'text']);
    assert.deepEqual(await json(response), { uploaded: ['x.txt'], errors: [] });
    assert.deepEqual(await readdir(emulator.root), ['x.txt']);
  });

  test('refuses what is no form with a file in it', async (t) => {
    const emulator = await startWithFiles(t);
    const noFile = new FormData();
    noFile.append('File', 'text');
    for (const body of ['text', noFile]) {
      const response = await send(emulator, 'POST', `${FILE}?path=/`, body);
      await assertProblem(response, 400, 'BadRequest');
    }
    const authorization = `Bearer ${await emulator.issueToken()}`;
    const broken = await fetch(`${emulator.url}${FILE}?path=/`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'multipart/form-data; boundary=limit' },
      body: '--limit\r\nContent-Disposition: form-data; name="File"; filename="x.txt"\r\n\r\ntext',
    });
    await assertProblem(broken, 400, 'BadRequest');
    assert.deepEqual(await readdir(emulator.root), []);
  });

  test('takes a file of the limit and no more, and stores none of the form then', async (t) => {
    const emulator = await startWithFiles(t, {}, { uploadLimitBytes: 100_000 });
    const tooLarge = await upload(emulator, '/', ['a', 'a'], ['b', 'b'.repeat(100_001)]);
    await assertProblem(tooLarge, 413, 'PayloadTooLarge');
    assert.deepEqual(await readdir(emulator.root), []);
    assert.equal((await upload(emulator, '/', ['b', 'b'.repeat(100_000)])).status, 200);
    const huge = await upload(emulator, '/', ['c', 'c'.repeat(20_000_000)]);
    await assertProblem(huge, 413, 'PayloadTooLarge');
    assert.deepEqual(await readdir(emulator.root), ['b']);
  });

  test('is nowhere to be seen before it is complete, and gone when the client leaves', async (t) => {
    const log: unknown[] = [];
    const emulator = await startWithFiles(t, {}, { requestLog: (entry) => log.push(entry) });
    const token = await emulator.issueToken();
    const request = httpRequest(`${emulator.url}${FILE}?path=/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=limit',
      },
    });
    const left = once(request, 'error');
    request.write(
      '--limit\r\nContent-Disposition: form-data; name="File"; filename="x.txt"\r\n\r\n',
    );
    request.write('part');
    while ((await readdir(emulator.root)).length === 0) await sleep(5);
    const [unfinished] = await readdir(emulator.root);
    assert.deepEqual(await getJson(emulator, `${FOLDER}?path=/`), { value: [] });
    const asked = `/v4.0/html/storage/exists?path=${unfinished}`;
    assert.deepEqual(await getJson(emulator, asked), { exists: false, isFolder: false });
    request.destroy(new Error('left'));
    await left;
    while ((await readdir(emulator.root)).length > 0) await sleep(5);
    assert.equal(log.length, 2);
  });

  test('of a client that is sending ends with the emulator', async (t) => {
    const emulator = await startWithFiles(t);
    const token = await emulator.issueToken();
    const request = httpRequest(`${emulator.url}${FILE}?path=/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=limit',
      },
    });
    const ended = once(request, 'error');
    request.write(
      '--limit\r\nContent-Disposition: form-data; name="File"; filename="x.txt"\r\n\r\np',
    );
    while ((await readdir(emulator.root)).length === 0) await sleep(5);
    await emulator.close();
    assert.deepEqual(await readdir(emulator.root), []);
    await ended;
  });
});

describe('download', () => {
  test('sends the bytes of a file', async (t) => {
    const content = 'ü'.repeat(200_000);
    const emulator = await startWithFiles(t, { 'docs/a b.html': content, empty: '' });
    for (const [path, expected] of [
      ['/docs/a%20b.html', content],
      ['empty', ''],
    ] as const) {
      const response = await send(emulator, 'GET', `${FILE}?path=${path}&versionId=1`);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'application/octet-stream');
      assert.equal(response.headers.get('content-length'), `${Buffer.byteLength(expected)}`);
      assert.equal(await response.text(), expected);
    }
  });

  test('goes on after a client that leaves in the middle', async (t) => {
    const emulator = await startWithFiles(t, { large: '' });
    await truncate(join(emulator.root, 'large'), 50_000_000);
    const response = await send(emulator, 'GET', `${FILE}?path=large`);
    await response.body?.cancel();
    assert.deepEqual(await getJson(emulator, '/v4.0/html/storage/exists?path=large'), {
      exists: true,
      isFolder: false,
    });
  });
});

describe('delete', () => {
  test('removes a file', async (t) => {
    const emulator = await startWithFiles(t, { 'docs/a.html': 'a', 'docs/b.html': 'b' });
    assert.equal((await send(emulator, 'DELETE', `${FILE}?path=/docs/a.html`)).status, 200);
    assert.deepEqual(await readdir(join(emulator.root, 'docs')), ['b.html']);
  });

  test('removes a folder, with what it holds only when it is recursive', async (t) => {
    const emulator = await startWithFiles(t, { 'docs/old/a.html': 'a' });
    await mkdir(join(emulator.root, 'empty'));
    assert.equal((await send(emulator, 'DELETE', `${FOLDER}?path=/empty/`)).status, 200);
    for (const query of ['', '&recursive=false', '&recursive=False']) {
      const response = await send(emulator, 'DELETE', `${FOLDER}?path=docs${query}`);
      await assertProblem(response, 409, 'Conflict');
    }
    assert.equal(existsSync(join(emulator.root, 'docs/old/a.html')), true);
    const response = await send(emulator, 'DELETE', `${FOLDER}?path=docs/old&recursive=True`);
    assert.equal(response.status, 200);
    assert.equal((await send(emulator, 'DELETE', `${FOLDER}?path=docs`)).status, 200);
    assert.deepEqual(await readdir(emulator.root), []);
  });

  test('does not remove the root', async (t) => {
    const emulator = await startWithFiles(t, { a: '' });
    for (const path of ['/', '//']) {
      const response = await send(emulator, 'DELETE', `${FOLDER}?path=${path}&recursive=true`);
      await assertProblem(response, 400, 'BadRequest');
    }
    assert.deepEqual(await readdir(emulator.root), ['a']);
  });

  test('removes a link and not what it leads to', async (t) => {
    const emulator = await startWithFiles(t, { 'docs/a': 'a' });
    const link = join(emulator.root, 'link');
    await symlink(join(emulator.root, 'docs'), link, 'junction');
    assert.equal(
      (await send(emulator, 'DELETE', `${FOLDER}?path=link&recursive=true`)).status,
      200,
    );
    await assert.rejects(lstat(link));
    assert.deepEqual(await readdir(join(emulator.root, 'docs')), ['a']);
  });
});

describe('create', () => {
  test('makes a folder and those above it, and again is no error', async (t) => {
    const emulator = await startWithFiles(t);
    for (const path of ['/one/two/', 'one/two', 'one']) {
      assert.equal((await send(emulator, 'POST', `${FOLDER}?path=${path}`)).status, 200);
    }
    assert.deepEqual(await readdir(emulator.root, { recursive: true }), ['one', join('one/two')]);
  });

  test('does not leave the root, nor replace a file', async (t) => {
    const emulator = await startWithFiles(t, { file: 'text' });
    await symlink(emulator.outside, join(emulator.root, 'link-out'), 'junction');
    if (!isWindows) await symlink(join(emulator.outside, 'none'), join(emulator.root, 'dangling'));
    for (const path of [
      '../x',
      'link-out/x',
      'dangling',
      'dangling/x',
      'file',
      'file/x',
      '%2e%2e/x',
    ]) {
      const response = await send(emulator, 'POST', `${FOLDER}?path=${path}`);
      if (isWindows && path.startsWith('dangling')) continue;
      await assertProblem(response, 404, 'NotFound');
    }
    assert.deepEqual(await readdir(emulator.outside), ['secret.txt']);
    assert.equal(await readFile(join(emulator.root, 'file'), 'utf8'), 'text');
  });
});

describe('disc usage', () => {
  test('adds up the sizes of the files, not of what links lead to', async (t) => {
    const emulator = await startWithFiles(t, { 'a.txt': '12345', 'docs/old/b.txt': '123' });
    await symlink(emulator.outside, join(emulator.root, 'link-out'), 'junction');
    const usage = await getJson(emulator, '/v4.0/html/storage/disc/usage');
    const { usedSize, totalSize } = usage as { usedSize: number; totalSize: number };
    assert.equal(usedSize, 8);
    assert.ok(totalSize > usedSize);
  });
});

describe('what is not there', () => {
  const FILES = { 'file.txt': 'text', 'folder/a': 'a' };
  const missing = ['none', '../outside/secret.txt', 'link-out/secret.txt', 'link-out', 'a%00'];
  const requests: [method: string, route: string, paths: string[]][] = [
    ['GET', FILE, [...missing, 'folder', 'file.txt/']],
    ['DELETE', FILE, [...missing, 'folder']],
    ['DELETE', FOLDER, [...missing, 'file.txt']],
  ];
  for (const [method, route, paths] of requests) {
    test(`${method} ${route} says so`, async (t) => {
      const emulator = await startWithFiles(t, FILES);
      await symlink(emulator.outside, join(emulator.root, 'link-out'), 'junction');
      for (const path of paths) {
        const response = await send(emulator, method, `${route}?path=${path}&recursive=true`);
        await assertProblem(response, 404, 'NotFound');
      }
      assert.deepEqual(await readdir(emulator.outside), ['secret.txt']);
      await unlink(join(emulator.root, 'link-out'));
    });
  }

  test('is everything in a storage of another name', async (t) => {
    const emulator = await startWithFiles(t, FILES);
    const other = 'storageName=other';
    const answers = [
      await send(emulator, 'GET', `${FILE}?path=file.txt&${other}`),
      await send(emulator, 'DELETE', `${FILE}?path=file.txt&${other}`),
      await send(emulator, 'POST', `${FILE}?path=/&${other}`, form(['x', 'text'])),
      await send(emulator, 'GET', `${FOLDER}?path=/&${other}`),
      await send(emulator, 'POST', `${FOLDER}?path=x&${other}`),
      await send(emulator, 'DELETE', `${FOLDER}?path=folder&recursive=true&${other}`),
      await send(emulator, 'GET', `/v4.0/html/storage/disc/usage?${other}`),
    ];
    for (const answer of answers) await assertProblem(answer, 404, 'NotFound');
    assert.deepEqual((await readdir(emulator.root)).sort(), ['file.txt', 'folder']);
    const named = await send(emulator, 'GET', `${FILE}?path=file.txt&storageName=emulator`);
    assert.equal(await named.text(), 'text');
  });

  for (const [method, route] of [
    ['POST', FILE],
    ['DELETE', FILE],
    ['POST', FOLDER],
    ['DELETE', FOLDER],
  ] as const) {
    test(`${method} ${route} needs a token and a path`, async (t) => {
      const emulator = await startWithFiles(t, FILES);
      const url = `${emulator.url}${route}?path=x`;
      assert.equal((await fetch(url, { method })).status, 401);
      await assertProblem(await send(emulator, method, route), 400, 'BadRequest');
    });
  }
});
