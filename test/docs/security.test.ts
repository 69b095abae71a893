import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

test('every threat in SECURITY.md has tests, and each is where it says', () => {
  const [, section = ''] = /^## Threats\n([\s\S]*?)^## /m.exec(read('SECURITY.md')) ?? [];
  const rows = [...section.matchAll(/^\|([^|]+)\|[^|]+\|([^|]+)\|$/gm)].slice(2);
  assert.ok(rows.length > 10, 'the table is understood');
  for (const [, threat = '', shown = ''] of rows) {
    const files = [...shown.matchAll(/`(test\/[\w/-]+\.test\.ts)`: ((?:"[^"]+"(?:, )?)+)/g)];
    assert.ok(files.length > 0, `no test: ${threat}`);
    for (const [, file = '', names = ''] of files) {
      const source = read(file);
      for (const [, name = ''] of names.matchAll(/"([^"]+)"/g)) {
        assert.ok(source.includes(`'${name}'`), `${file} has no "${name}"`);
      }
    }
  }
});
