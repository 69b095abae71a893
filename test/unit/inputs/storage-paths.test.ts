import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderFault, nameFault, readPaths } from '../../../src/inputs/storage-paths.ts';
import { fc } from '../../support/random.ts';

const segment = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019-_.+&=()ü文 ') })
  .map((text) => text.trim())
  .filter((text) => text !== '' && !/^\.{1,2}$/.test(text) && !/\s-\s|^- /.test(text));

test('a path of ordinary segments is read as it is', () => {
  fc.assert(
    fc.property(fc.uniqueArray(segment, { minLength: 1, maxLength: 4 }), (segments) => {
      const path = `/${segments.join('/')}`;
      assert.deepEqual(readPaths(path), { paths: [path], faults: [] });
      assert.equal(folderFault(path), undefined);
    }),
  );
});

test('an unset variable inside a path never passes', () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.nat(4), (segments, at) => {
      const withHole = segments.toSpliced(Math.min(at, segments.length), 0, '');
      assert.equal(readPaths(`/${withHole.join('/')}`).faults.length, 1);
    }),
  );
});

test('lines lose white space, blank lines and repeats, and keep their order and number', () => {
  assert.deepEqual(readPaths('\n  /z\t\n\n/a b\r\n/z\n/m  \n').paths, ['/z', '/a b', '/m']);
  assert.match(readPaths('/a\n\n  "/b"').faults.join(), /line 3/);
});

test('none is no path', () => {
  assert.equal(readPaths('/a\nnone').faults.length, 1);
  assert.equal(readPaths('none\nnone').faults.length, 2);
  assert.equal(readPaths('NONE').faults.length, 1);
});

test('the root and a slash at the end are for storage-list alone', () => {
  for (const folder of ['/', '/a/', 'a/']) {
    assert.equal(folderFault(folder), undefined);
    assert.equal(readPaths(folder).faults.length, 1);
  }
  for (const folder of ['/a*', '*', '/a\n/b', '//', '/a//']) {
    assert.notEqual(folderFault(folder), undefined, folder);
  }
});

test('a name of a storage or version is no mistake', () => {
  for (const name of ['First', 'R & D', 'a"b', "it's", '#1', 'v1 +/=', 'می\u200cخواهم']) {
    assert.equal(nameFault('storage-name', name), undefined, name);
  }
  for (const bad of ['"a"', "'a'", `\${X}`, 'a\tb', 'a\u200bb', 'null', '***']) {
    assert.notEqual(nameFault('storage-version-id', bad), undefined, bad);
  }
});

const SLASH = 'If that is part of the name, put a slash before it.';

/** A line, and what is said of it. Each breaks several rules or looks like another; the first one is told. */
const TOLD: Readonly<Record<string, string>> = {
  null: 'is what a script prints when it has no value: write the name itself.',
  '- /a': `is a YAML list item: one path per line, without "- ". ${SLASH}`,
  '-': `is a YAML list item: one path per line, without "- ". ${SLASH}`,
  '# /a': `is a comment: leave it out. ${SLASH}`,
  '/a # /b': 'contains a comment: one path per line, without comments.',
  '/a #': 'contains a comment: one path per line, without comments.',
  '"/a"': `is in quotes: one path per line, without quotes. ${SLASH}`,
  "'/a'": `is in quotes: one path per line, without quotes. ${SLASH}`,
  '`': `is in quotes: one path per line, without quotes. ${SLASH}`,
  '[/a, /b]': `is a list in brackets: one path per line, without brackets. ${SLASH}`,
  's3+x://a': `is a URL: write the path in the storage. ${SLASH}`,
  'C:/a': 'is a path on a disk: write the path in the storage.',
  'c:\\a': 'is a path on a disk: write the path in the storage.',
  '/$\u007bX}': 'contains "$\u007b": an expression or variable was not replaced.',
  '/a\u200b': 'contains the invisible character U+200B: type the text again instead of pasting it.',
  '/a /b': 'contains a comma or white space before a slash. Is it a list? Write one path per line.',
  '/a\u00a0/b':
    'contains a comma or white space before a slash. Is it a list? Write one path per line.',
  '/a,/b': 'contains a comma or white space before a slash. Is it a list? Write one path per line.',
  '/a\ufeffb':
    'contains the invisible character U+FEFF: type the text again instead of pasting it.',
  '/a\u007fb': 'contains the control character U+007F: leave it out.',
  '/a\u0001b': 'contains the control character U+0001: leave it out.',
  '/a\u2028b': 'contains the control character U+2028: leave it out.',
  '/a\\n/b': 'contains a line feed as text: one path per line, in a block scalar (|).',
  '/a\\b': 'contains a backslash: paths in the storage have slashes.',
  '/a%0Ab': 'contains %0A, a line end: one path per line.',
  '/a%0db': 'contains %0d, a line end: one path per line.',
  '/a%20b': 'contains %20: write a space.',
  '/a%2Fb': 'contains %2F: write a slash.',
  '/a%2fb': 'contains %2f: write a slash.',
  '/a?': 'contains a question mark: only * stands for other characters.',
  '/a//b': 'contains two slashes in a row: is a variable between them unset?',
  '/a/../b': 'has "." or ".." as a segment: write the path without it.',
  './a': 'has "." or ".." as a segment: write the path without it.',
  '/a/.': 'has "." or ".." as a segment: write the path without it.',
};

for (const [line, words] of Object.entries(TOLD)) {
  test(`a line that can only be a mistake is explained: ${JSON.stringify(line)}`, () => {
    const { faults } = readPaths(`/good\n${line}`);
    assert.equal(faults.length, 1);
    assert.ok(faults[0]?.startsWith('storage-path, line 2: "'), faults[0]);
    assert.ok(faults[0]?.endsWith(` ${words}`), faults[0]);
  });
}

test('what is for storage-path alone is explained', () => {
  const [fault] = readPaths('/a\nnone').faults;
  assert.equal(fault, 'storage-path, line 2: "none" checks nothing, so it must be the only line.');
  assert.match(readPaths('/a*/b').faults[0] ?? '', /has \* before its last slash\. It may stand/);
  assert.match(readPaths('/').faults[0] ?? '', /is the root of the storage/);
  assert.match(readPaths('/a/').faults[0] ?? '', /ends in a slash: leave it out/);
});

test('what is for storage-list and names alone is explained', () => {
  assert.match(folderFault('/a\n/b') ?? '', /has several lines: storage-list takes one folder\.$/);
  assert.match(folderFault('/a*') ?? '', /^storage-list: "\/a\*" contains \*: storage-list takes/);
  assert.match(folderFault("'/a'") ?? '', /is in quotes: leave them out\.$/);
  assert.equal(
    nameFault('storage-name', '"a"'),
    'storage-name: ""a"" is in quotes: leave them out.',
  );
});

test('what only looks like a mistake is read', () => {
  const lines = [
    '-a',
    '#a',
    '/a#b',
    '/- a',
    '/"a"',
    '"a',
    '[a',
    'a]',
    'ab:/c',
    '/a,b',
    '/a b',
    '/a%21',
    '/a..b',
    '/...',
    '/a$b',
    '/a{b}',
    '/nones',
    'a\u200db',
  ];
  assert.deepEqual(readPaths(lines.join('\n')), { paths: lines, faults: [] });
});
