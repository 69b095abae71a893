/** What checks and builds the project is pinned by hashes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { files, read } from './pages.ts';

const SCRIPTS = ['.ci/run', ...files('.github/workflows/*.yml')];

describe('the tools of CI', () => {
  test('from PyPI are pinned by a hash each', () => {
    const requirements = read('.ci/requirements.txt').replaceAll('\\\n', ' ').split('\n');
    const packages = requirements.filter((line) => /^[a-z]/i.test(line));
    assert.ok(packages.length > 2);
    for (const line of packages) {
      assert.match(line, /^[\w.[\]-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}/);
    }
    for (const script of SCRIPTS) {
      const installs = read(script).match(/^.*\bpip"? install\b.*$/gm) ?? [];
      for (const line of installs) {
        assert.match(line, /--require-hashes/, script);
      }
    }
  });

  test('from Go are pinned by go.sum, which nothing changes on the way', () => {
    assert.match(read('.ci/tools/go.sum'), /^github\.com\/rhysd\/actionlint v[\d.]+ h1:/m);
    for (const script of SCRIPTS) {
      const text = read(script);
      assert.doesNotMatch(text, /\bgo install\b/, script);
      for (const line of text.match(/^.*\bgo build\b.*$/gm) ?? []) {
        assert.match(line, /-mod=readonly/, script);
      }
    }
  });

  test('from npm are locked, and run no script on installation', () => {
    for (const script of SCRIPTS) {
      assert.doesNotMatch(read(script), /\bnpm (install|i)\b|\bnpx\b/, script);
    }
  });
});
