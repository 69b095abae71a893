import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseObject } from '../../../src/service/json.ts';
import { fc } from '../../support/random.ts';

test('any text is an object, none, or one that contradicts itself', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.json().map((text) => text.slice(0, -1)),
      ),
      (text) => {
        const parsed = parseObject(text);
        assert.ok(['object', 'not-an-object', 'contradiction'].includes(parsed.kind));
      },
    ),
  );
});

test('keys match in any case, and none twice', () => {
  assert.deepEqual(parseObject('{"Exists":true,"isFolder":false}'), {
    kind: 'object',
    object: { exists: true, isfolder: false },
  });
  assert.deepEqual(parseObject('{"exists":true,"EXISTS":true}'), {
    kind: 'contradiction',
    key: 'exists',
  });
  for (const text of ['', 'null', '[]', '"x"', '5', '{', '{}{}']) {
    assert.equal(parseObject(text).kind, 'not-an-object', text);
  }
});

test('a key named __proto__ makes nothing exist', () => {
  const parsed = parseObject('{"__proto__":{"exists":true}}');
  assert.ok(parsed.kind === 'object' && parsed.object.exists === undefined);
});
