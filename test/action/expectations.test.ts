import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate, resultsOf } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const FOUND = {
  file: { state: { exists: true, isFolder: false }, told: 'is a file' },
  folder: { state: { exists: true, isFolder: true }, told: 'is a folder' },
  nothing: { state: { exists: false, isFolder: false }, told: 'does not exist' },
};
/** What meets each expectation, and what is taken for it most easily; the unit test has every pair. */
const ROWS = {
  exists: { met: 'folder', unmet: 'nothing' },
  absent: { met: 'nothing', unmet: 'folder' },
  file: { met: 'file', unmet: 'folder' },
  folder: { met: 'folder', unmet: 'file' },
} as const;

describe('an expectation', AT_ONCE, () => {
  for (const [expect, row] of Object.entries(ROWS)) {
    for (const met of [true, false]) {
      const what = met ? row.met : row.unmet;
      const { state, told } = FOUND[what];
      test(`${expect}, and there is ${what}: ${met ? 'met' : 'unmet'}`, async () => {
        const token = makeJwt();
        const routes = { 'storage/exists': reply(state) };
        await using server = await startServer(service({ token, routes }));
        const inputs = { ...server.inputs, 'storage-path': '/x/it', 'storage-expect': expect };
        const step = await run({ inputs });
        if (met) {
          assertAuthenticated(step, token);
        } else {
          assertFailed(step, 'storage-gate-failed', '/x/it', told);
        }
        assertGate(step, met ? 'passed' : 'failed', state.exists);
        assert.deepEqual(resultsOf(step), [{ path: '/x/it', ...state, met }]);
        assert.equal(step.outputs['access-token'], token);
      });
    }
  }

  test('that is unmet is only reported with storage-required: false', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token }));
    const inputs = { 'storage-path': '/x/it', 'storage-required': 'false' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertAuthenticated(step, token);
    assertGate(step, 'failed', false);
    assert.ok(step.log.some((line) => /\/x\/it"? does not exist/.test(line)));
  });

  test('of several paths names every one that is otherwise, and no other', async () => {
    const files = ['/m/1', '/m/4'];
    const folders = ['/m/2', '/m/5'];
    await using server = await startServer(service({ files, folders }));
    const paths = ['/m/6', '/m/2', '/m/5', '/m/1', '/m/4', '/m/3'];
    const inputs = { 'storage-path': paths.join('\n'), 'storage-expect': 'file' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'storage-gate-failed', /\/m\/2"? is a folder/, /\/m\/6"? does not exist/);
    assertGate(step, 'failed', false);
    const named = step.annotations[0]?.message.match(/\/m\/\d/g)?.toSorted();
    assert.deepEqual(named, ['/m/2', '/m/3', '/m/5', '/m/6']);
    assert.deepEqual(
      resultsOf(step).map(({ path, exists, met }) => [path, exists, met]),
      paths.map((path) => [
        path,
        files.includes(path) || folders.includes(path),
        files.includes(path),
      ]),
    );
  });

  test('that more paths fail than an annotation holds names each of them in the log', async () => {
    const paths = Array.from({ length: 300 }, (_, index) => `/folder/${index}`);
    await using server = await startServer(service());
    const step = await run({ inputs: { ...server.inputs, 'storage-path': paths.join('\n') } });
    assertFailed(step, 'storage-gate-failed', /\/folder\/0"? does not exist/);
    const named = step.annotations[0]?.message.match(/\/folder\/\d+/g)?.length ?? 0;
    assertFailed(step, 'storage-gate-failed', new RegExp(`\\b${paths.length - named} more\\b`));
    const plain = step.log.filter((line) => !line.startsWith('::'));
    for (const path of paths) {
      assert.ok(
        plain.some((line) => line.replaceAll('"', '').includes(`${path} does not exist`)),
        path,
      );
    }
  });

  test('of a path as long as they come clips it, and keeps advice and link', async () => {
    const path = `/${'x'.repeat(10_000)}`;
    await using server = await startServer(service());
    const step = await run({ inputs: { ...server.inputs, 'storage-path': path } });
    assertFailed(step, 'storage-gate-failed', 'does not exist');
    assert.equal(resultsOf(step)[0]?.path, path);
  });
});

describe('what an unmet path may mean', AT_ONCE, () => {
  /** The unit test of the failure has them all. */
  test('is a list, or another Unicode form', async () => {
    await using server = await startServer(service());
    const inputs = { ...server.inputs, 'storage-path': '/a;b\n/caf\u00e9.html' };
    assertFailed(await run({ inputs }), 'storage-gate-failed', /one path per line/i, 'Unicode');
  });

  test('is nothing of that for a plain path', async () => {
    await using server = await startServer(service());
    const step = await run({ inputs: { ...server.inputs, 'storage-path': '/plain.html' } });
    assert.doesNotMatch(step.annotations[0]?.message ?? '', /per line|Unicode/);
  });
});
