import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed } from '../support/assertions.ts';
import { OFFLINE } from '../support/credentials.ts';
import { AT_ONCE, run } from '../support/run.ts';

/** One of each kind; the unit test of the rule has them all. */
const REFUSED = ['A\nB', 'github_env', 'My_Proxy', 'Path'];

describe('env-name', AT_ONCE, () => {
  for (const name of ['ASPOSE_TOKEN', 'MY_GITHUB_TOKEN']) {
    test(`may be ${name}`, async () => {
      const step = await run({ inputs: { ...OFFLINE, 'env-name': name } });
      assert.deepEqual(step.annotations, []);
      assert.deepEqual(step.env, { [name]: OFFLINE['access-token'] });
    });
  }

  for (const name of REFUSED) {
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
