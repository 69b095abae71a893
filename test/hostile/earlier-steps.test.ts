/** What earlier or parallel steps of the same job cannot change. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed, assertGate } from '../support/assertions.ts';
import { makeCredentials, makeJwt } from '../support/credentials.ts';
import { run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

describe('variables of an earlier step', { concurrency: 4 }, () => {
  test('do not turn the main step into the post step', async () => {
    const token = makeJwt();
    await using server = await startServer(service({ token }));
    const { state } = await run({ inputs: server.inputs });
    assert.notDeepEqual(state, {}, 'the main step leaves something to its post step');
    const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
    const guessed = ['isPost', 'IS_POST', 'isMain', 'post', 'phase', 'started', 'expiresAt'];
    const made = guessed.map((name) => [`STATE_${name}`, 'true']);
    const step = await run({
      inputs: server.inputs,
      env: Object.fromEntries([...made, ...saved]),
    });
    assertAuthenticated(step, token);
    assert.equal(server.requests.length, 2);
  });

  test('do not open the gate', async () => {
    await using server = await startServer(service());
    const step = await run({
      inputs: { ...server.inputs, 'storage-path': '/missing' },
      env: { STATE_gate: 'passed', STATE_status: 'authenticated', ASPOSE_ACCESS_TOKEN: 'x' },
    });
    assertFailed(step, 'storage-gate-failed');
    assertGate(step, 'failed', false);
  });

  test('that misspell an input of the gate are refused', async () => {
    await using server = await startServer(service());
    const step = await run({ inputs: server.inputs, env: { 'INPUT_STORAGE-PATHS': '/a' } });
    assertFailed(step, 'invalid-input', 'storage-paths', 'storage-path');
    assertGate(step, 'unknown');
    assert.deepEqual(server.requests, []);
  });

  test('cannot take storage-path away', async () => {
    await using server = await startServer(service());
    const step = await run({ inputs: server.inputs, env: { 'INPUT_STORAGE-PATH': undefined } });
    assertFailed(step, 'invalid-input', 'storage-path');
    assertGate(step, 'unknown');
    assert.deepEqual(server.requests, []);
  });
});

describe('the post step', { concurrency: 4 }, () => {
  test('does nothing when the main step left no state', async () => {
    const { exitCode, log, stderr, files, summary } = await run({ state: {} });
    assert.deepEqual(
      { exitCode, log, stderr, files, summary },
      { exitCode: 0, log: [], stderr: '', files: '', summary: '' },
    );
  });

  test('never fails the job, whatever the state is', async () => {
    await using server = await startServer(service());
    const { state } = await run({ inputs: server.inputs });
    for (const value of ['', 'nonsense', '-1', '9'.repeat(400), '{"expiresAt":', '::error::x']) {
      const broken = Object.fromEntries(Object.keys(state).map((name) => [name, value]));
      const { exitCode, annotations, stderr } = await run({ state: broken });
      assert.equal(exitCode, 0, value);
      assert.equal(stderr, '');
      assert.deepEqual(
        annotations.filter(({ level }) => level === 'error'),
        [],
      );
    }
  });
});

test('two uses at the same time keep to themselves, and leave no file behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-two-'));
  const tokens = new Map<string, string>();
  await using server = await startServer((request, response, count) => {
    const id = new URLSearchParams(request.body).get('client_id');
    const token = id === null ? '' : makeJwt();
    tokens.set(id ?? '', token);
    return service({ token, files: ['/a'] })(request, response, count);
  });
  const uses = [makeCredentials(), makeCredentials(), makeCredentials(), makeCredentials()];
  const env = { RUNNER_TEMP: folder, TMPDIR: folder, HOME: folder, GITHUB_WORKSPACE: folder };
  const steps = await Promise.all(
    uses.map((credentials) =>
      run({
        inputs: { 'base-url': server.url, ...credentials, 'storage-path': '/a' },
        env,
      }),
    ),
  );
  for (const [index, step] of steps.entries()) {
    assertAuthenticated(step, tokens.get(uses[index]?.['client-id'] ?? '') ?? '');
    assertGate(step, 'passed', true);
  }
  assert.deepEqual(readdirSync(folder), []);
  rmSync(folder, { recursive: true });
});
