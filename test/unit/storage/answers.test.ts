import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reply } from '../../../src/service/judge.ts';
import { parseListing, parseObjectState, parseStorageState } from '../../../src/storage/answers.ts';
import { fc } from '../../support/random.ts';

/** A reply of status 200 with `text` as its body, as far as the parsers look at it. */
function replyWith(text: string): Reply {
  const url = new URL('http://service.example/');
  return {
    operation: { title: 'The check', inputs: 'storage-url' },
    exchange: { attempts: 1, request: { method: 'GET', url, headers: {}, maxBodyBytes: 1 } },
    response: { kind: 'response', status: 200, body: { kind: 'text', text } },
    serverWords: '',
  } as unknown as Reply;
}

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

/** A listing, and what is said of it. */
const LISTINGS: Readonly<Record<string, RegExp>> = {
  '{"value":{}}': /has no array "value"/,
  '{"value":[{"name":"a"},{"NAME":"b","name":"c"}]}': /row 2 has "name" twice/,
  '{"value":[{"name":"a"},null]}': /row 2 has no valid "name"/,
  '{"value":[{"name":""}]}': /row 1 has no valid "name"/,
  '{"value":[{"name":"a","path":1}]}': /row 1 has no valid "path"/,
  '{"value":[{"name":"a","isFolder":"no"}]}': /row 1 has no valid "isFolder"/,
  '{"value":[{"name":"a","size":"1 kB"}]}': /row 1 has no valid "size"/,
  '{"value":[{"name":"a","modifiedDate":1}]}': /row 1 has no valid "modifiedDate"/,
};

for (const [text, words] of Object.entries(LISTINGS)) {
  test(`a bad row is named: ${text}`, () => {
    assert.throws(() => parseListing(replyWith(text), '/x'), { ...BAD, summary: words });
  });
}

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
