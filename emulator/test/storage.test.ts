import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Emulator, startEmulator } from '../server.ts';
import { assertProblem, get, getJson, isWindows, STORAGE, start } from './support.ts';

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
