import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseListing, parseObjectState, parseStorageState } from '../../../src/storage/answers.ts';
import { fc } from '../../support/random.ts';
import { replyWith } from '../../support/reply.ts';

const BAD = { code: 'bad-response' };
const value = fc.oneof(fc.boolean(), fc.jsonValue());

test('an answer is a state or bad-response, and no yes comes out of nothing', () => {
  const body = fc.oneof(
    fc
      .record({ exists: value, isFolder: value }, { requiredKeys: [] })
      .map((object) => JSON.stringify(object)),
    fc.json(),
    fc.string(),
  );
  fc.assert(
    fc.property(body, (text) => {
      try {
        const { exists, isFolder } = parseObjectState(replyWith(text));
        assert.equal(exists, JSON.parse(text).exists);
        assert.ok(typeof isFolder === 'boolean' && (exists || !isFolder));
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'bad-response');
      }
    }),
  );
});

test('an answer says yes or no in booleans, with its keys in any case', () => {
  const good: readonly (readonly [body: string, exists: boolean, isFolder: boolean])[] = [
    ['{"exists":true,"isFolder":false}', true, false],
    ['{"exists":true,"isFolder":true}', true, true],
    ['{"Exists":true,"IsFolder":true}', true, true],
    ['{"EXISTS":true,"isfolder":true}', true, true],
    ['{"exists":true}', true, false],
    ['{"exists":true,"isFolder":null}', true, false],
    ['{"isFolder":false,"exists":false,"code":200}', false, false],
    [' \r\n{ "exists" : true }\n', true, false],
  ];
  for (const [body, exists, isFolder] of good) {
    const state = parseObjectState(replyWith(body));
    assert.deepEqual([state.exists, state.isFolder], [exists, isFolder], body);
  }
  for (const body of [
    '{"isFolder":false}',
    '{"exists":"true","isFolder":false}',
    '{"exists":1}',
    '{"exists":null,"isFolder":false}',
    '{"exists":true,"isFolder":"false"}',
    '{"exists":false,"Exists":false}',
    '{"exists":true,"isFolder":true,"IsFolder":false}',
    '{"value":{"exists":true}}',
    '',
    '<ObjectExist><Exists>true</Exists></ObjectExist>',
    '[{"exists":true,"isFolder":false}]',
    'true',
    'null',
    '{"exists":true',
    '{"exists":true}{"exists":true}',
  ]) {
    assert.throws(() => parseObjectState(replyWith(body)), BAD, body);
  }
});

test('an answer about a storage says nothing of folders', () => {
  assert.equal(parseStorageState(replyWith('{"exists":true,"isFolder":null}')).exists, true);
  for (const isFolder of [true, false, 'no', 0]) {
    const text = JSON.stringify({ exists: false, isFolder });
    assert.throws(() => parseStorageState(replyWith(text)), BAD);
  }
});

test('a listing is rows of the declared shape or bad-response', () => {
  const row = fc.record(
    {
      name: fc.oneof(fc.string(), value),
      path: value,
      isFolder: value,
      size: value,
      modifiedDate: value,
    },
    { requiredKeys: ['name'] },
  );
  const body = fc.oneof(
    fc.json(),
    fc.array(row).map((rows) => JSON.stringify({ value: rows })),
  );
  fc.assert(
    fc.property(body, (text) => {
      try {
        for (const file of parseListing(replyWith(text), '/x')) {
          assert.ok(file.name !== '' && typeof file.path === 'string');
          assert.equal(typeof file.isFolder, 'boolean');
          assert.ok(file.size === null || typeof file.size === 'number');
          assert.ok(file.modifiedDate === null || typeof file.modifiedDate === 'string');
        }
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'bad-response');
      }
    }),
  );
});

test('a row without a path lies in the folder that was listed', () => {
  const text = JSON.stringify({ value: [{ name: 'a', size: '12' }] });
  for (const [folder, path] of [
    ['/', '/a'],
    ['/x', '/x/a'],
    ['/x/', '/x/a'],
    ['x', 'x/a'],
  ] as const) {
    const [file] = parseListing(replyWith(text), folder);
    assert.deepEqual([file?.path, file?.size], [path, 12]);
  }
});

const FILE = {
  name: 'a.html',
  path: '/x/a.html',
  isFolder: false,
  size: 12,
  modifiedDate: '2026-01-31T12:34:56Z',
};

function listed(value: unknown) {
  return parseListing(replyWith(JSON.stringify(value)), '/x');
}

test('a listing gives the fields of each row, in order', () => {
  const folder = { ...FILE, isFolder: true, size: 0, modifiedDate: '0001-01-01T00:00:00' };
  const row = { name: 'a', path: '/a', isFolder: true, size: 0, modifiedDate: 'x' };
  const capitals = { Name: 'a', Path: '/a', IsFolder: true, Size: 0, ModifiedDate: 'x' };
  assert.deepEqual(listed({ value: [folder, FILE] }), [folder, FILE]);
  assert.deepEqual(listed({ value: [] }), []);
  assert.deepEqual(listed({ value: [{ ...FILE, eTag: 'x' }], code: 200 }), [FILE]);
  assert.deepEqual(listed({ Value: [capitals] }), [row]);
  assert.deepEqual(listed({ value: [{ ...FILE, size: '12', path: null }] }), [FILE]);
});

test('a listing that cannot be used names the row and the field', () => {
  const rows: readonly (readonly [body: unknown, told: RegExp])[] = [
    [{ value: {} }, /value/],
    [{}, /value/],
    [{ value: [], Value: [] }, /value/i],
    [{ value: [FILE, null] }, /row 2.*"name"/],
    [{ value: ['a.html'] }, /row 1.*"name"/],
    [{ value: [FILE, FILE, { ...FILE, name: undefined }] }, /row 3.*"name"/],
    [{ value: [{ ...FILE, name: '' }] }, /row 1.*"name"/],
    [{ value: [{ ...FILE, path: 1 }] }, /row 1.*"path"/],
    [{ value: [{ ...FILE, isFolder: 'no' }] }, /row 1.*"isFolder"/],
    [{ value: [{ ...FILE, size: 'big' }] }, /row 1.*"size"/],
    [{ value: [{ ...FILE, modifiedDate: 1 }] }, /row 1.*"modifiedDate"/],
    [{ value: [{ ...FILE, Name: 'b' }] }, /row 1.*"name"/],
  ];
  for (const [body, told] of rows) {
    assert.throws(() => listed(body), { ...BAD, message: told }, JSON.stringify(body));
  }
});

test('what a row does not tell is null', () => {
  const text = '{"value":[{"name":"a","size":null,"modifiedDate":null,"isFolder":null}]}';
  assert.deepEqual(parseListing(replyWith(text), '/x'), [
    { name: 'a', path: '/x/a', isFolder: false, size: null, modifiedDate: null },
  ]);
});

test('a file is only one that is said to be one', () => {
  const rows: Readonly<Record<string, object>> = {
    '{"exists":true,"isFolder":false}': { exists: true, isFolder: false, isSurelyFile: true },
    '{"exists":true}': { exists: true, isFolder: false, isSurelyFile: false },
    '{"exists":true,"isFolder":true}': { exists: true, isFolder: true, isSurelyFile: false },
    '{"exists":false,"isFolder":true}': { exists: false, isFolder: false, isSurelyFile: false },
    '{"exists":false,"isFolder":false}': { exists: false, isFolder: false, isSurelyFile: false },
  };
  for (const [text, state] of Object.entries(rows)) {
    assert.deepEqual(parseObjectState(replyWith(text)), state);
  }
});
