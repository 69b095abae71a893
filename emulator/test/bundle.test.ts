import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n');

const bundles = globSync('emulator/dist/*.js', { cwd: ROOT }).map(read);

describe('emulator/dist', () => {
  test('has the licence of every package in it', () => {
    const licenses = read('emulator/dist/licenses.txt');
    const marker = /MODULE: \.\/(?:lib\/)?node_modules\/((?:@[\w-]+\/)?[\w.-]+)\//g;
    const packages = new Set(
      bundles.flatMap((bundle) => [...bundle.matchAll(marker)].map(([, name = '']) => name)),
    );
    assert.deepEqual([...packages].sort(), ['@actions/core', '@fastify/busboy', 'jose']);
    for (const name of packages) {
      const folder = `node_modules/${name}`;
      const file = readdirSync(join(ROOT, folder)).find((file) => /^licen[cs]e/i.test(file));
      const license = read(`${folder}/${file}`).trim();
      assert.ok(`\n\n${licenses}`.includes(`\n\n${name}\nMIT\n${license}`), name);
    }
    assert.equal(bundles.length, 3);
  });
});
