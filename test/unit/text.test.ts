import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clip,
  codePoint,
  count,
  duration,
  fitting,
  isWhiteSpace,
  listed,
  percentDecoded,
  printable,
  quoted,
  trimEnds,
} from '../../src/text.ts';
import { fc } from '../support/random.ts';

const anyText = fc.string({ unit: 'binary' });

test('a duration is told in the largest unit that leaves two or more', () => {
  const rows: readonly (readonly [seconds: number, words: string])[] = [
    [0, '0 seconds'],
    [0.2, '1 second'],
    [1, '1 second'],
    [119, '119 seconds'],
    [120, '2 minutes'],
    [7199, '120 minutes'],
    [7200, '2 hours'],
    [172_800, '2 days'],
    [31_536_000, '365 days'],
  ];
  for (const [seconds, words] of rows) {
    assert.equal(duration(seconds), words);
  }
});

test('a character is told by its code point', () => {
  assert.deepEqual(['\t', '\u200b', '\ufeff', '🚀'].map(codePoint), [
    'U+0009',
    'U+200B',
    'U+FEFF',
    'U+1F680',
  ]);
});

test('a number and its noun agree, and a list reads like one', () => {
  assert.deepEqual(
    [count(0, 'path'), count(1, 'path'), count(2, 'path')],
    ['0 paths', '1 path', '2 paths'],
  );
  assert.deepEqual(
    [listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])],
    ['', 'a', 'a and b', 'a, b and c'],
  );
});

test('clipped text fits, is a beginning, and is cut only when it has to be', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, most) => {
      const clipped = clip(text, most);
      assert.ok(clipped.length <= most);
      assert.equal(clipped === text, text.length <= most);
      assert.ok(clipped.isWellFormed() || !text.isWellFormed());
    }),
  );
});

test('the items that fit are the longest beginning that does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 9 })), fc.nat(60), (items, most) => {
      const kept = fitting(items, most);
      const size = (list: readonly string[]) =>
        list.reduce((sum, { length }) => sum + length + 1, 0);
      assert.deepEqual(kept, items.slice(0, kept.length));
      assert.ok(size(kept) <= most);
      assert.ok(kept.length === items.length || size(items.slice(0, kept.length + 1)) > most);
    }),
  );
});

test('printable text has no control, line end, reordering or command, and stays as it is', () => {
  const nasty = fc.oneof(
    anyText,
    fc.constantFrom('##[', '#', '\r\n', '\u0085', '\u2028', '\u202e', '\u001b[2J'),
  );
  fc.assert(
    fc.property(fc.array(nasty), (parts) => {
      const text = printable(parts.join(''));
      assert.doesNotMatch(text, /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]|##\[/u);
      assert.equal(printable(text), text);
    }),
  );
  assert.equal(printable('Grüße, # 文書 🚀 "x"'), 'Grüße, # 文書 🚀 "x"');
});

test('a quoted value is printable and short', () => {
  assert.equal(quoted('a\nb'), '"a\ufffdb"');
  assert.ok(quoted('x'.repeat(1000)).length <= 202);
});

test('only the ends lose what is dropped', () => {
  assert.equal(trimEnds(' \t a b\n ', isWhiteSpace), 'a b');
  assert.equal(trimEnds('\u00a0a\u3000', isWhiteSpace), 'a');
  assert.equal(trimEnds('\ufeffa\ufeff', isWhiteSpace), '\ufeffa\ufeff');
  assert.equal(trimEnds('  ', isWhiteSpace), '');
});

test('percent-encoding is undone where it is one', () => {
  assert.equal(percentDecoded('p%40ss%2fw%C3%BC'), 'p@ss/wü');
  assert.equal(percentDecoded('100%, %zz %ff'), '100%, %zz %ff');
});
