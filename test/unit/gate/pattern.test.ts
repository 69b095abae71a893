import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPattern, matchesPattern, splitPath } from '../../../src/gate/pattern.ts';
import { fc } from '../../support/random.ts';

/** The straightforward reference: a regular expression. */
function reference(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

test('a pattern matches exactly what the reference says', () => {
  const name = fc.string({ unit: fc.constantFrom(...'ab.A'), maxLength: 8 });
  const pattern = fc
    .string({ unit: fc.constantFrom(...'ab.A**'), maxLength: 6 })
    .filter((text) => text.includes('*'));
  fc.assert(
    fc.property(name, pattern, (text, wild) => {
      assert.equal(matchesPattern(text, wild), reference(text, wild), `${text} ${wild}`);
    }),
    { numRuns: 5000 },
  );
});

test('a pattern matches in linear time', () => {
  assert.equal(matchesPattern('a'.repeat(100_000), `${'*a'.repeat(50_000)}b`), false);
  assert.equal(matchesPattern(`${'a'.repeat(100_000)}b`, `${'a*'.repeat(500)}b`), true);
});

test('a path is split at its last slash', () => {
  const rows: Readonly<Record<string, { folder: string; name: string }>> = {
    '/a/b/*.html': { folder: '/a/b', name: '*.html' },
    '/top.txt': { folder: '/', name: 'top.txt' },
    'top.txt': { folder: '/', name: 'top.txt' },
    'a/b': { folder: 'a', name: 'b' },
  };
  for (const [path, parts] of Object.entries(rows)) {
    assert.deepEqual(splitPath(path), parts);
  }
  assert.ok(isPattern('/a/*') && !isPattern('/a/b'));
});
