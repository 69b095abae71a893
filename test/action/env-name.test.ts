import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';

const MALFORMED = ['1TOKEN', 'MY-TOKEN', 'MY TOKEN', 'MY.TOKEN', 'A=B', 'TÖKEN', 'A\nB'];

const RESERVED = [
  ...['GITHUB_ENV', 'github_token', 'RUNNER_TEMP', 'Runner_Os', 'ACTIONS_RUNTIME_TOKEN'],
  ...['INPUT_TOKEN', 'STATE_x', 'NODE_OPTIONS', 'node_path', 'NPM_CONFIG_REGISTRY', 'npm_token'],
  ...['PYTHONPATH', 'PYTHONSTARTUP', 'LD_PRELOAD', 'ld_library_path', 'DYLD_INSERT_LIBRARIES'],
  ...['BASH_ENV', 'GIT_SSH_COMMAND', 'git_dir', 'https_proxy', 'No_Proxy', 'MY_PROXY'],
  ...['PATH', 'Path', 'HOME', 'home', 'CI', 'ci', 'SSL_CERT_FILE', 'ENV'],
];

describe('env-name', AT_ONCE, () => {
  for (const name of ['ASPOSE_TOKEN', '_', 't0ken', 'HOMEPAGE', 'CI_TOKEN', 'MY_GITHUB_TOKEN']) {
    test(`may be ${name}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'env-name': name } });
      assert.deepEqual(step.annotations, []);
      assert.deepEqual(step.env, { [name]: OFFLINE['access-token'] });
    });
  }

  for (const name of [...MALFORMED, ...RESERVED]) {
    test(`is not ${JSON.stringify(name)}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'env-name': name } });
      assertFailed(step, 'invalid-input', 'env-name', name.split('\n')[0] ?? '');
      assert.deepEqual(step.env, {});
    });
  }

  test('has no effect with export-env: false', async () => {
    const inputs = { ...OFFLINE, 'export-env': 'false', 'env-name': 'MY_TOKEN' };
    const step = await run({ inputs });
    assert.deepEqual(step.env, {});
    assert.equal(step.outputs['access-token'], OFFLINE['access-token']);
  });
});
