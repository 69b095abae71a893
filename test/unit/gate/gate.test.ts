import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXPECTATIONS, judgePath, verdictOf } from '../../../src/gate/gate.ts';
import { fc } from '../../support/random.ts';

test('what is found is judged by the expectation', () => {
  const file = { exists: true, isFolder: false };
  const folder = { exists: true, isFolder: true };
  const nothing = { exists: false, isFolder: false };
  const met = Object.fromEntries(
    EXPECTATIONS.map((expect) => [
      expect,
      [file, folder, nothing].map((state) => judgePath('/a', state, expect).met),
    ]),
  );
  assert.deepEqual(met, {
    exists: [true, true, false],
    absent: [false, false, true],
    file: [true, false, false],
    folder: [false, true, false],
  });
});

test('a round passes only when every path is as expected', () => {
  const finding = fc.record({ exists: fc.boolean(), met: fc.boolean() });
  fc.assert(
    fc.property(fc.array(finding, { minLength: 1 }), (states) => {
      const findings = states.map((state) => ({
        path: '/a',
        isFolder: false,
        words: '',
        ...state,
      }));
      const verdict = verdictOf(findings);
      assert.equal(verdict.passed, !states.some(({ met }) => !met));
      assert.equal(verdict.exists, !states.some(({ exists }) => !exists));
    }),
  );
});
