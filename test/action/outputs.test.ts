import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { assertFailed, assertGate, resultsOf } from '../support/assertions.ts';
import { parseFileCommands } from '../support/commands.ts';
import { makeJwt, OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, metadata, run } from '../support/run.ts';
import { json, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

describe('the outputs', AT_ONCE, () => {
  test('are declared, every one', async () => {
    await using server = await startServer(service({ files: ['/a'] }));
    const steps = await Promise.all([
      run({ inputs: { ...server.inputs, 'storage-path': '/a', 'storage-list': '/' } }),
      run({ inputs: { ...server.inputs, 'storage-path': '/missing' } }),
    ]);
    const written = new Set(steps.flatMap(({ outputs }) => Object.keys(outputs)));
    assert.deepEqual(
      [...written].filter((name) => !(name in metadata.outputs)),
      [],
    );
  });

  test('are published before the storage is asked, as of a step that may yet be killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aspose-auth-files-'));
    const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_ENV: join(folder, 'env') };
    for (const file of Object.values(files)) {
      writeFileSync(file, '');
    }
    const token = makeJwt();
    const seen: Record<string, string>[] = [];
    await using server = await startServer(
      service({
        token,
        routes: {
          'storage/exists': (_, response) => {
            seen.push(
              ...Object.values(files).map((file) => parseFileCommands(readFileSync(file, 'utf8'))),
            );
            return json(response, { exists: true });
          },
        },
      }),
    );
    await run({ inputs: { ...server.inputs, 'storage-path': '/a' }, env: files });
    rmSync(folder, { recursive: true });
    const [outputs, env] = seen;
    assert.equal(outputs?.['access-token'], token);
    assert.equal(env?.ASPOSE_ACCESS_TOKEN, token);
    assert.equal(outputs?.status, 'failed');
    assert.equal(outputs?.['error-code'], 'internal-error');
    assert.equal(outputs?.['storage-gate'], 'unknown');
  });

  test('tell of a killed step that it failed', async () => {
    await using server = await startServer(() => {});
    const step = await run({ inputs: server.inputs, killAfter: 3000 });
    assert.equal(step.exitCode, null);
    assert.equal(step.outputs.status, 'failed');
    assert.equal(step.outputs['error-code'], 'internal-error');
    assertGate(step, 'skipped');
  });

  test('keep the token when the storage fails', async () => {
    const token = makeJwt();
    const routes = { 'storage/exists': reply({}, { status: 418 }) };
    await using server = await startServer(service({ token, routes }));
    const step = await run({ inputs: { ...server.inputs, 'storage-path': '/a' } });
    assertFailed(step, 'server-error', 'HTTP 418', '/a');
    assert.doesNotMatch(step.annotations[0]?.message ?? '', /wait/);
    assertGate(step, 'unknown');
    assert.equal(step.outputs['access-token'], token);
    assert.equal(step.outputs['token-type'], 'Bearer');
    assert.match(step.outputs['expires-in'] ?? '', /^3(600|59\d)$/);
    assert.equal(step.env.ASPOSE_ACCESS_TOKEN, token);
  });

  test('fail the step when no job output could hold them', async () => {
    const patterns = Array.from({ length: 9000 }, (_, index) => `/x/${index}*`);
    await using server = await startServer(service({ folders: ['/x'] }));
    const inputs = { 'storage-path': patterns.join('\n'), 'storage-expect': 'absent' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'bad-response', /9,?000/);
    assertGate(step, 'unknown');
  });

  test('may hold line ends and delimiters, and stay one value', async () => {
    const name = 'a\nstatus<<x\nauthenticated\nx\n';
    const folder = reply({ value: [{ name, isFolder: false, path: `/${name}` }] });
    await using server = await startServer(service({ routes: { folder } }));
    const step = await run({ inputs: { ...server.inputs, 'storage-list': '/' } });
    assert.equal(JSON.parse(step.outputs['storage-files'] ?? '')[0].name, name);
    assert.equal(step.outputs.status, 'authenticated');
  });

  test('of a gate that only reports are those of a success', async () => {
    await using server = await startServer(service());
    const inputs = { 'storage-path': '/a', 'storage-required': 'false' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assert.equal(step.outputs.status, 'authenticated');
    assert.equal(step.outputs['error-code'] ?? '', '');
    assert.deepEqual(resultsOf(step), [{ path: '/a', exists: false, isFolder: false, met: false }]);
  });

  for (const code of ['invalid-input', 'missing-credentials', 'token-expired'] as const) {
    test(`of a failure before the storage was asked leave the gate unknown: ${code}`, async () => {
      const inputs = {
        'invalid-input': { 'env-name': 'PATH' },
        'missing-credentials': { 'access-token': '' },
        'token-expired': { 'access-token': makeJwt(-10) },
      }[code];
      const asked = await run({ inputs: { ...OFFLINE, ...inputs, 'storage-path': '/a' } });
      assertFailed(asked, code);
      assertGate(asked, 'unknown');
      const notAsked = await run({ inputs: { ...OFFLINE, ...inputs } });
      assertFailed(notAsked, code);
      assertGate(notAsked, 'skipped');
    });
  }
});
