import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeCredentials } from './support/credentials.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { json, startServer } from './support/server.ts';
import { service } from './support/service.ts';

const FILE = {
  name: 'a.html',
  isFolder: false,
  modifiedDate: '2026-01-31T12:34:56Z',
  size: 12,
  path: '/templates/a.html',
};
const FOLDER = {
  name: 'old',
  isFolder: true,
  modifiedDate: '0001-01-01T00:00:00',
  size: 0,
  path: '/templates/old/',
};

/** Lists a folder whose listing is `body`. */
async function list(body: unknown, inputs: Record<string, string> = {}) {
  const others = service();
  await using server = await startServer((request, response, count) => {
    if (request.path.startsWith('/v4.0/html/folder')) {
      return json(response, body);
    }
    return request.path.includes('/exist/storage')
      ? json(response, { exists: true })
      : others(request, response, count);
  });
  const run = await runAction({
    inputs: {
      ...makeCredentials(),
      'base-url': server.url,
      'storage-list': '/templates & more',
      ...inputs,
    },
  });
  return { ...run, requests: server.requests };
}

function assertBadListing({ exitCode, outputs }: ActionRun): void {
  assert.equal(exitCode, 1);
  assert.equal(outputs['error-code'], 'bad-response');
  assert.equal(outputs['storage-files'], undefined);
}

describe('storage-list', { concurrency: true }, () => {
  test('the rows are handed on as JSON, in order and with these five keys', async () => {
    const run = await list({ value: [{ ...FILE, other: 1 }, FOLDER] });
    assert.equal(run.exitCode, 0);
    const { name, path, isFolder, size, modifiedDate } = FILE;
    assert.deepEqual(JSON.parse(run.outputs['storage-files'] ?? ''), [
      { name, path, isFolder, size, modifiedDate },
      FOLDER,
    ]);
    assert.equal(run.outputs['storage-gate'], 'skipped');
  });

  test('folder and storage are asked for as given', async () => {
    const { requests } = await list({ value: [] }, { 'storage-name': 'my storage' });
    const { pathname, searchParams } = new URL(requests.at(-1)?.path ?? '', 'http://localhost');
    assert.equal(pathname, '/v4.0/html/folder');
    assert.equal(searchParams.get('path'), '/templates & more');
    assert.equal(searchParams.get('storageName'), 'my storage');
  });

  test('an empty folder is an empty array', async () => {
    const run = await list({ value: [] });
    assert.equal(run.exitCode, 0);
    assert.equal(run.outputs['storage-files'], '[]');
  });

  test('keys may be written in any case', async () => {
    const run = await list({
      Value: [{ Name: 'a', IsFolder: false, Path: '/a', Size: 1, ModifiedDate: 'x' }],
    });
    assert.deepEqual(JSON.parse(run.outputs['storage-files'] ?? ''), [
      { name: 'a', path: '/a', isFolder: false, size: 1, modifiedDate: 'x' },
    ]);
  });

  for (const [what, body] of Object.entries({
    'no array': { value: {} },
    'nothing at all': {},
    'a row that is null': { value: [FILE, null] },
    'a row that is text': { value: ['a.html'] },
    'no name': { value: [{ ...FILE, name: undefined }] },
    'an empty name': { value: [{ ...FILE, name: '' }] },
    'a path that is a number': { value: [{ ...FILE, path: 1 }] },
    'isFolder as text': { value: [{ ...FILE, isFolder: 'false' }] },
    'a size that is text': { value: [{ ...FILE, size: '12' }] },
    'a date that is a number': { value: [{ ...FILE, modifiedDate: 1 }] },
    'two spellings of a key': { value: [{ ...FILE, Name: 'b.html' }] },
  })) {
    test(`a listing with ${what} is no listing`, async () => {
      assertBadListing(await list(body));
    });
  }

  test('a list that no job output could hold is an error with its length, not a part of it', async () => {
    const run = await list({ value: Array(6000).fill(FILE) });
    assertBadListing(run);
    assert.match(run.annotations[0]?.message ?? '', /6000 items.*storage-list to a subfolder/);
  });

  test('the gate comes first: when it fails, nothing is listed', async () => {
    const run = await list({ value: [FILE] }, { 'storage-path': '/missing' });
    assert.equal(run.outputs['error-code'], 'storage-gate-failed');
    assert.equal(run.outputs['storage-files'], undefined);
    assert.ok(run.requests.every(({ path }) => !path.includes('/folder')));
  });

  test('a listing that fails leaves the verdict of the gate', async () => {
    const others = service({ files: ['/a'] });
    await using server = await startServer((request, response, count) =>
      request.path.startsWith('/v4.0/html/folder')
        ? json(response, {}, { status: 403 })
        : others(request, response, count),
    );
    const run = await runAction({
      inputs: {
        ...makeCredentials(),
        'base-url': server.url,
        'storage-path': '/a',
        'storage-list': '/',
      },
    });
    assert.equal(run.outputs['error-code'], 'storage-denied');
    assert.equal(run.outputs.status, 'failed');
    assert.equal(run.outputs['storage-gate'], 'passed');
  });
});
