import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate, resultsOf } from '../support/assertions.ts';
import { makeJwt, OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { pathsOf, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

describe('a storage itself', AT_ONCE, () => {
  for (const [expect, exists, met] of [
    ['exists', true, true],
    ['exists', false, false],
    ['absent', true, false],
    ['absent', false, true],
  ] as const) {
    test(`is expected to be ${expect}, and is ${exists ? 'there' : 'not there'}`, async () => {
      const token = makeJwt();
      const routes = { 'storage/exist/storage': reply({ exists }) };
      await using server = await startServer(service({ token, routes }));
      const inputs = { 'storage-name': 'R & D', 'storage-expect': expect };
      const step = await run({ inputs: { ...server.inputs, ...inputs } });
      if (met) {
        assertAuthenticated(step, token);
      } else {
        assertFailed(step, 'storage-gate-failed', 'R & D', exists ? 'exists' : 'does not exist');
        assert.doesNotMatch(step.annotations[0]?.message ?? '', /each path/);
      }
      assertGate(step, met ? 'passed' : 'failed', exists);
      assert.equal(step.outputs['storage-results'], '[]');
      assert.deepEqual(
        server.requests.slice(1).map(({ path }) => path),
        ['/v4.0/html/storage/exist/storage?storageName=R%20%26%20D'],
      );
    });
  }

  for (const [input, value] of [
    ['storage-expect', 'file'],
    ['storage-expect', 'folder'],
    ['storage-version-id', 'v7'],
    ['storage-max-age-seconds', '60'],
    ['storage-min-bytes', '1'],
  ] as const) {
    test(`has no such thing: ${input}: ${value}`, async () => {
      const inputs = { ...OFFLINE, 'storage-name': 'First', [input]: value };
      const step = await run({ inputs });
      assertFailed(step, 'invalid-input', input);
      assertGate(step, 'unknown');
    });
  }

  for (const isFolder of [false, true]) {
    test(`is not what an answer with isFolder is about: ${isFolder}`, async () => {
      const routes = { 'storage/exist/storage': reply({ exists: false, isFolder }) };
      await using server = await startServer(service({ routes }));
      const inputs = { 'storage-name': 'First', 'storage-expect': 'absent' };
      const step = await run({ inputs: { ...server.inputs, ...inputs } });
      assertFailed(step, 'bad-response', 'The check of the storage "First" failed', 'storage-url');
      assertGate(step, 'unknown');
    });
  }

  test('is what an answer is about whose isFolder is null', async () => {
    const routes = { 'storage/exist/storage': reply({ exists: true, isFolder: null }) };
    await using server = await startServer(service({ routes }));
    const step = await run({ inputs: { ...server.inputs, 'storage-name': 'First' } });
    assertGate(step, 'passed', true);
  });

  test('is not checked when it is only listed', async () => {
    await using server = await startServer(service());
    const inputs = { 'storage-name': 'First', 'storage-list': '/' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertGate(step, 'skipped');
    assert.deepEqual(
      server.requests.slice(1).map(({ path }) => path),
      ['/v4.0/html/folder?path=%2F&storageName=First'],
    );
  });
});

describe('absent in a named storage', AT_ONCE, () => {
  const ABSENT = {
    'storage-name': 'Frist',
    'storage-path': '/a.lock\n/b.lock',
    'storage-expect': 'absent',
  };

  test('is unmet by every path when there is no such storage', async () => {
    const routes = { 'storage/exist/storage': reply({ exists: false }) };
    await using server = await startServer(service({ routes }));
    const step = await run({ inputs: { ...server.inputs, ...ABSENT } });
    assertFailed(step, 'storage-gate-failed', 'storage-name', 'Frist');
    assertGate(step, 'failed', false);
    const nothing = { exists: false, isFolder: false, met: false };
    assert.deepEqual(resultsOf(step), [
      { path: '/a.lock', ...nothing },
      { path: '/b.lock', ...nothing },
    ]);
  });

  test('is met when the storage is there, which is asked first', async () => {
    await using server = await startServer(service());
    const step = await run({ inputs: { ...server.inputs, ...ABSENT } });
    assertGate(step, 'passed', false);
    assert.match(server.requests[1]?.path ?? '', /exist\/storage\?storageName=Frist/);
    assert.deepEqual(pathsOf(server.to('/storage/exists')).toSorted(), ['/a.lock', '/b.lock']);
  });

  test('is unknown when nobody knows about the storage', async () => {
    const routes = { 'storage/exist/storage': reply({}, { status: 403 }) };
    await using server = await startServer(service({ routes }));
    const step = await run({ inputs: { ...server.inputs, ...ABSENT } });
    assertFailed(step, 'storage-denied');
    assertGate(step, 'unknown');
  });
});
