import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, escaped, table } from '../../../src/report/html.ts';
import { fc } from '../../support/random.ts';

test('text from outside stays text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(escaped(text), /[<>"']|&(?!(amp|lt|gt|quot|#39);)|\p{Cc}/u);
    }),
  );
  assert.equal(code('<b>'), '<code>&lt;b&gt;</code>');
});

test('a table ends where its room does, and says how many rows are left', () => {
  const rows = Array.from({ length: 10 }, (_, index) => [`${index}`]);
  assert.match(table(['N'], rows, 100).join('\n'), /and \d more/);
  assert.doesNotMatch(table(['N'], rows, 1000).join('\n'), /more/);
});
