import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate, resultsOf } from '../support/assertions.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { pathsOf, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const STORAGE = {
  files: [
    '/docs/a.html',
    '/docs/b.html',
    '/docs/a.pdf',
    '/docs/.hidden',
    '/docs/A.HTML',
    '/top.txt',
  ],
  folders: ['/docs', '/docs/old.html', '/empty'],
};

describe('a pattern', AT_ONCE, () => {
  /** Pattern, expectation, whether it is met, how many matches meet it. The unit test of a look has every kind. */
  const ROWS: readonly (readonly [string, string, boolean, number])[] = [
    ['/docs/*.html', 'exists', true, 3],
    ['/docs/*.html', 'folder', true, 1],
    ['/docs/*.html', 'absent', false, 3],
    ['/docs/*.pdf', 'folder', false, 0],
    ['/empty/*', 'absent', true, 0],
  ];
  for (const [pattern, expect, met, matches] of ROWS) {
    test(`${pattern} is ${met ? 'met' : 'unmet'} by ${matches} with ${expect}`, async () => {
      await using server = await startServer(service(STORAGE));
      const inputs = { ...server.inputs, 'storage-path': pattern, 'storage-expect': expect };
      const step = await run({ inputs });
      const exists = matches > 0 || pattern === '/docs/*.pdf';
      assertGate(step, met ? 'passed' : 'failed', exists);
      assert.deepEqual(resultsOf(step), [{ path: pattern, exists, isFolder: false, met, matches }]);
      if (!met) {
        assertFailed(step, 'storage-gate-failed', pattern);
      }
    });
  }

  test('asks for the folder, then lists it once, however many paths need it', async () => {
    await using server = await startServer(service(STORAGE));
    const paths = ['/docs/*.html', '/docs/*.pdf', '/docs/a*', '/docs/a.html'].join('\n');
    const step = await run({ inputs: { ...server.inputs, 'storage-path': paths } });
    assertGate(step, 'passed', true);
    assert.deepEqual(pathsOf(server.to('/storage/exists')).toSorted(), ['/docs', '/docs/a.html']);
    assert.deepEqual(pathsOf(server.to('/folder')), ['/docs']);
  });

  for (const pattern of ['/*.txt', '*.txt']) {
    test(`of the root lists it without asking for it: ${pattern}`, async () => {
      await using server = await startServer(service(STORAGE));
      const inputs = { 'storage-path': pattern, 'storage-name': 'First' };
      assertGate(await run({ inputs: { ...server.inputs, ...inputs } }), 'passed');
      assert.deepEqual(
        server.requests.slice(1).map(({ path }) => path),
        ['/v4.0/html/folder?path=%2F&storageName=First'],
      );
    });
  }

  for (const folder of ['/missing', '/top.txt']) {
    test(`below what is no folder lists nothing: ${folder}`, async () => {
      await using server = await startServer(service(STORAGE));
      await run({ inputs: { ...server.inputs, 'storage-path': `${folder}/*` } });
      assert.deepEqual(pathsOf(server.to('/storage/exists')), [folder]);
      assert.deepEqual(server.to('/folder'), []);
    });
  }

  test('lists a folder whose answer has no isFolder', async () => {
    const routes = { 'storage/exists': reply({ exists: true }) };
    await using server = await startServer(service({ ...STORAGE, routes }));
    const step = await run({ inputs: { ...server.inputs, 'storage-path': '/docs/*.pdf' } });
    assertGate(step, 'passed');
  });

  test('is unknown when the listing is an empty object, with absent too', async () => {
    await using server = await startServer(service({ ...STORAGE, routes: { folder: reply({}) } }));
    const inputs = { 'storage-path': '/docs/*.zip', 'storage-expect': 'absent' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'bad-response');
    assertGate(step, 'unknown');
  });
});
