/** docs/architecture.md, the decision records and the pages for contributors follow the code. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { files, ROOT, read } from './pages.ts';

const PAGE = read('docs/architecture.md');
const RECORDS = files('docs/decisions/*.md');

describe('docs/architecture.md', () => {
  test('has a picture of the folders that shows every import, and nothing else', () => {
    const [, picture = ''] = /## The folders[\s\S]*?```mermaid\n([\s\S]*?)```/.exec(PAGE) ?? [];
    const drawn = picture.split('\n').flatMap(arrowsOf);
    const script = join(ROOT, 'scripts/imports.ts');
    const imports = execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim();
    const real = imports.split('\n').map((line) => line.split(' -> '));
    const known = new Set(real.map(String));
    assert.deepEqual(
      drawn.filter((arrow) => !known.has(String(arrow))),
      [],
      'drawn, but no import',
    );
    assert.deepEqual(
      real.filter(([from = '', to = '']) => !leads(drawn, from, to)),
      [],
      'an import, but not drawn',
    );
  });

  for (const page of ['docs/architecture.md', 'CONTRIBUTING.md', 'test/README.md', ...RECORDS]) {
    test(`names files that are there, and what is in them: ${page}`, () => {
      const text = read(page);
      for (const [, path = ''] of text.matchAll(/`([\w./-]+\/?[\w-]+\.(?:ts|js|yml|md))`/g)) {
        assert.ok(pathOf(path) !== undefined, `${path} does not exist`);
      }
      for (const [, name = '', path = ''] of text.matchAll(/`(\w+)` in `([\w./-]+\.ts)`/g)) {
        assert.ok(read(pathOf(path) ?? '').includes(name), `${path} has no ${name}`);
      }
    });
  }
});

describe('the decision records', () => {
  for (const [index, path] of RECORDS.entries()) {
    test(`are numbered, complete and listed: ${path}`, () => {
      const [, number, title = ''] = /^# (\d+)\. (.+)\n/.exec(read(path)) ?? [];
      assert.equal(Number(number), index + 1);
      assert.equal(Number(path.slice('docs/decisions/'.length, -3).split('-')[0]), index + 1);
      assert.match(read(path), /\*\*Context\.\*\*.+\*\*Decision\.\*\*.+\*\*Consequence\.\*\*/s);
      const row = `| ${number} | [${title}](${path.replace('docs/', '')}) |`;
      assert.ok(PAGE.includes(row), `no row: ${row}`);
    });
  }
});

/** `a --> b & c --> d` as pairs. */
function arrowsOf(line: string): [from: string, to: string][] {
  const stages = line.split('-->').map((stage) => stage.split('&').map((name) => name.trim()));
  return stages
    .slice(1)
    .flatMap((targets, index) =>
      (stages[index] ?? []).flatMap((from) => targets.map((to): [string, string] => [from, to])),
    );
}

function leads(arrows: readonly (readonly [string, string])[], from: string, to: string): boolean {
  return arrows.some(([start, end]) => start === from && (end === to || leads(arrows, end, to)));
}

/** Where a file is that a page names by its place in the project or in one of its folders. */
function pathOf(path: string): string | undefined {
  return ['', 'src/', 'emulator/', 'test/', 'test/support/', '.github/workflows/']
    .map((folder) => folder + path)
    .find((candidate) => existsSync(join(ROOT, candidate)));
}
