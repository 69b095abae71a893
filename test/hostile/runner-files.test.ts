/** A file of the runner that cannot be written is told as that, not as a bug. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, test } from 'node:test';
import { assertAuthenticated } from '../support/assertions.ts';
import { makeJwt, OFFLINE } from '../support/credentials.ts';
import { run } from '../support/run.ts';
import { startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const BROKEN: Readonly<Record<string, string>> = {
  'is a folder': tmpdir(),
  'does not exist': '/does/not/exist/output',
  'is on a full disk': '/dev/full',
};

describe('a file of the runner', { concurrency: 6 }, () => {
  for (const [what, file] of Object.entries(BROKEN)) {
    const skip = file === '/dev/full' && !existsSync(file) && 'this system has no /dev/full';

    for (const variable of ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STATE']) {
      test(`${variable} that ${what} fails the step and is named`, { skip }, async () => {
        await using server = await startServer(service({ files: ['/a'] }));
        const step = await run({
          inputs: { ...server.inputs, 'storage-path': '/a' },
          env: { [variable]: file },
        });
        const [error, ...others] = step.annotations.filter(({ level }) => level === 'error');
        assert.deepEqual(others, []);
        assert.equal(error?.title, 'aspose-auth: internal-error');
        assert.match(error.message, new RegExp(`${variable}|${file.replaceAll('/', '.')}`));
        assert.match(error.message, /disk/);
        assert.match(error.message, /user/);
        assert.doesNotMatch(error.message, /is a bug|report/i);
        assert.equal(step.exitCode, 1);
        assert.equal(step.stderr, '');
      });
    }

    test(`GITHUB_STEP_SUMMARY that ${what} costs a debug line`, { skip }, async () => {
      const token = makeJwt();
      await using server = await startServer(service({ token }));
      const step = await run({
        inputs: server.inputs,
        env: { GITHUB_STEP_SUMMARY: file, RUNNER_DEBUG: '1' },
      });
      assertAuthenticated(step, token);
      const told = step.log.filter((line) => /^::debug::.*summary/i.test(line));
      assert.equal(told.length, 1);
    });
  }

  test('GITHUB_STEP_SUMMARY that is not set costs a debug line', async () => {
    const env = { GITHUB_STEP_SUMMARY: undefined, RUNNER_DEBUG: '1' };
    const step = await run({ inputs: OFFLINE, env });
    assertAuthenticated(step, OFFLINE['access-token']);
    assert.equal(step.log.filter((line) => /^::debug::.*summary/i.test(line)).length, 1);
  });
});
