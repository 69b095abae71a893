import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertFailed, assertGate, resultsOf } from '../support/assertions.ts';
import { AT_ONCE, run } from '../support/run.ts';
import { inTurn, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

/** One of each kind; the unit test of the parser has them all. */
const GOOD: readonly (readonly [body: string, exists: boolean, isFolder: boolean])[] = [
  ['{"EXISTS":true,"isfolder":true}', true, true],
  ['{"exists":true}', true, false],
  ['{"isFolder":false,"exists":false,"code":200}', false, false],
];

const BAD: Readonly<Record<string, string>> = {
  'without exists': '{"isFolder":false}',
  'with exists in two spellings': '{"exists":false,"Exists":false}',
};

describe('an answer of the storage', AT_ONCE, () => {
  for (const [body, exists, isFolder] of GOOD) {
    test(`is understood: ${JSON.stringify(body)}`, async () => {
      await using server = await startServer(
        service({ routes: { 'storage/exists': reply(body) } }),
      );
      const inputs = { 'storage-path': '/a', 'storage-expect': exists ? 'exists' : 'absent' };
      const step = await run({ inputs: { ...server.inputs, ...inputs } });
      assertGate(step, 'passed', exists);
      assert.deepEqual(resultsOf(step), [{ path: '/a', exists, isFolder, met: true }]);
    });
  }

  for (const [what, body] of Object.entries(BAD)) {
    for (const expect of ['exists', 'absent']) {
      test(`${what} is neither yes nor no, with ${expect}`, async () => {
        await using server = await startServer(
          service({ routes: { 'storage/exists': reply(body) } }),
        );
        const inputs = {
          'storage-path': '/a',
          'storage-expect': expect,
          'storage-required': 'false',
        };
        const step = await run({ inputs: { ...server.inputs, ...inputs } });
        assertFailed(step, 'bad-response', 'HTTP 200', '"/a"', 'Check base-url, storage-url');
        assertGate(step, 'unknown');
        assert.equal(server.to('/storage/exists').length, 1);
      });
    }
  }

  test('that cannot be trusted spoils those that can', async () => {
    const routes = { 'storage/exists': inTurn(reply({ exists: true }), reply({})) };
    await using server = await startServer(service({ routes }));
    const inputs = { 'storage-path': '/a\n/b\n/c', 'storage-required': 'false' };
    const step = await run({ inputs: { ...server.inputs, ...inputs } });
    assertFailed(step, 'bad-response');
    assertGate(step, 'unknown');
  });
});
