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
