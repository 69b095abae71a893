import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const FILE = {
  name: 'a.html',
  path: '/templates/a.html',
  isFolder: false,
  size: 12,
  modifiedDate: '2026-01-31T12:34:56Z',
};
const FOLDER = {
  name: 'old',
  path: '/templates/old/',
  isFolder: true,
  size: 0,
  modifiedDate: '0001-01-01T00:00:00',
};
const LIST = { 'storage-list': '/templates' };

describe('storage-list', AT_ONCE, () => {
  /** One of each kind; the unit test of the parser has them all. */
  const GOOD: Readonly<Record<string, { body: unknown; files: object[] }>> = {
    'rows as they are, in order': { body: { value: [FOLDER, FILE] }, files: [FOLDER, FILE] },
    'nothing for an empty folder': { body: { value: [] }, files: [] },
  };
  for (const [what, { body, files }] of Object.entries(GOOD)) {
    test(`gives ${what}`, async () => {
      await using server = await startServer(service({ routes: { folder: reply(body) } }));
      const step = await run({ inputs: { ...server.inputs, ...LIST } });
      assert.equal(step.exitCode, 0);
      assert.deepEqual(JSON.parse(step.outputs['storage-files'] ?? ''), files);
      assertGate(step, 'skipped');
    });
  }

  test('gives the path of a row in the root', async () => {
    const body = { value: [{ name: 'a.html', isFolder: false, size: '12' }] };
    await using server = await startServer(service({ routes: { folder: reply(body) } }));
    const step = await run({ inputs: { ...server.inputs, 'storage-list': '/' } });
    const [row] = JSON.parse(step.outputs['storage-files'] ?? '');
    assert.equal(row.path, '/a.html');
    assert.equal(row.size, 12);
  });

  /** Each with what names the row and the field. */
  const BAD: Readonly<Record<string, { body: unknown; told: RegExp }>> = {
    'no array': { body: { value: {} }, told: /value/ },
    'no name': {
      body: { value: [FILE, FILE, { ...FILE, name: undefined }] },
      told: /row 3.*"name"/,
    },
  };
  for (const [what, { body, told }] of Object.entries(BAD)) {
    test(`is bad-response with ${what}`, async () => {
      await using server = await startServer(service({ routes: { folder: reply(body) } }));
      const step = await run({ inputs: { ...server.inputs, ...LIST } });
      assertFailed(step, 'bad-response', told, '/templates');
      assert.equal(step.outputs['storage-files'] ?? '', '');
    });
  }

  test('asks for the folder of the named storage', async () => {
    await using server = await startServer(service());
    const inputs = { 'storage-list': '/templates & more', 'storage-name': 'my storage' };
    await run({ inputs: { ...server.inputs, ...inputs } });
    assert.equal(
      server.requests.at(-1)?.path,
      '/v4.0/html/folder?path=%2Ftemplates%20%26%20more&storageName=my%20storage',
    );
  });

  test('that no job output could hold fails with its length and a way out', async () => {
    const body = { value: Array(6000).fill(FILE) };
    const routes = { folder: reply(body) };
    await using server = await startServer(service({ files: ['/a'], routes }));
    const step = await run({ inputs: { ...server.inputs, ...LIST, 'storage-path': '/a' } });
    assertFailed(step, 'bad-response', /6,?000 items/, 'storage-list', 'subfolder');
    assertGate(step, 'passed', true);
    assert.equal(step.outputs['storage-files'] ?? '', '');
  });

  test('of more than 16 MiB fails with a way out, one of less does not', async () => {
    const row = (bytes: number) => ({ ...FILE, eTag: 'x'.repeat(bytes) });
    for (const [size, code] of [
      [15 * 1024 * 1024, ''],
      [17 * 1024 * 1024, 'bad-response'],
    ] as const) {
      const routes = { folder: reply({ value: [row(size)] }) };
      await using server = await startServer(service({ routes }));
      const step = await run({ inputs: { ...server.inputs, ...LIST } });
      assert.equal(step.outputs['error-code'] ?? '', code);
      if (code !== '') {
        assertFailed(step, code, '16 MiB', 'subfolder');
      }
    }
  });

  test('comes after the gate, which spares it when it fails', async () => {
    await using server = await startServer(service());
    const step = await run({ inputs: { ...server.inputs, ...LIST, 'storage-path': '/missing' } });
    assertFailed(step, 'storage-gate-failed');
    assert.deepEqual(server.to('/folder'), []);
  });

  test('that fails leaves the gate and the token', async () => {
    const token = makeJwt();
    const routes = { folder: reply({}, { status: 418 }) };
    await using server = await startServer(service({ token, files: ['/a'], routes }));
    const step = await run({ inputs: { ...server.inputs, ...LIST, 'storage-path': '/a' } });
    assertFailed(step, 'server-error', 'HTTP 418', '/templates');
    assertGate(step, 'passed', true);
    assert.equal(step.outputs['access-token'], token);
  });
});
